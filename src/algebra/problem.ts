/** Why an expression cannot be used, and the characters it is about: from `at` up to `end`, counted from 0. */
export interface ExpressionProblem {
  readonly at: number;
  readonly end: number;
  /** Without the place: "expected )". */
  readonly problem: string;
}

/** Carries a problem up the stack inside the algebra; `expressionOf` catches it. */
export class ExpressionError extends Error {
  constructor(readonly found: ExpressionProblem) {
    super(problemText(found));
    this.name = "ExpressionError";
  }
}

interface Place {
  readonly at: number;
  readonly end: number;
}

/** Fails with what is wrong at a place of the text. */
export const refuse = (problem: string, { at, end }: Place): never => {
  throw new ExpressionError({ at, end, problem });
};

/** "expected ) at 14": characters counted from 1, as people do. */
export const problemText = ({ at, problem }: ExpressionProblem): string => `${problem} at ${at + 1}`;
