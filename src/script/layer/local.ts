import { AlgebraLayer, type AlgebraOptions, letterOf, literal, type Operand } from "./algebra.ts";

/** Statistics of each cell over several layers, or over the bands of one. */
export abstract class LocalLayer extends AlgebraLayer {
  /** The smallest of this layer and others, NoData where one has no value. Without others, over the bands of this one, as all that follow. */
  localMin(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMin", "min", others, null, options);
  }
  /** The largest, NoData where one has no value. */
  localMax(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMax", "max", others, null, options);
  }
  /** All added up, NoData where one has no value. */
  localSum(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localSum", "sum", others, null, options);
  }
  /** The largest less the smallest, NoData where one has no value. */
  localRange(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localRange", "range", others, null, options);
  }
  /** The mean of those that have a value. */
  localMean(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMean", "mean", others, null, options);
  }
  /** The variance of those that have a value, as of a sample (n - 1); NoData for fewer than two. */
  localVariance(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localVariance", "variance", others, null, options);
  }
  /** The standard deviation of those that have a value, as of a sample. */
  localStandardDeviation(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localStandardDeviation", "std", others, null, options);
  }
  /** The middle one of those that have a value. */
  localMedian(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMedian", "median", others, null, options);
  }
  /** How many different values there are; NoData where there is none. */
  localVariety(others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localVariety", "variety", others, null, options);
  }
  /** The smallest (n = 0), second smallest … of those that have a value. */
  localMinN(n: number, others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMinN", "min_n", others, n, options);
  }
  /** The largest (n = 0), second largest … of those that have a value. */
  localMaxN(n: number, others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMaxN", "max_n", others, n, options);
  }
  /** The most frequent (n = 0), second most frequent … of those that have a value; of equally frequent ones the smallest first. */
  localMajority(n: number, others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMajority", "majority_n", others, n, options);
  }
  /** The least frequent (n = 0), second least frequent … of those that have a value. */
  localMinority(n: number, others: Operand | readonly Operand[] = [], options?: AlgebraOptions): this {
    return this.over("localMinority", "minority_n", others, n, options);
  }

  private over(op: string, name: string, others: Operand | readonly Operand[], n: number | null, options: AlgebraOptions = {}): this {
    const operands = [others].flat() as readonly Operand[];
    const layers: AlgebraLayer[] = [];
    const words = operands.map((operand) => (operand instanceof AlgebraLayer ? letterOf(layers.push(operand)) : literal(op, operand)));
    return this.lettered(op, `${name}(${[...(n === null ? [] : [literal(op, n)]), "a", ...words].join(", ")})`, layers, options);
  }
}
