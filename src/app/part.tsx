import { frame, type Parts, useFrame } from "./frame.ts";

/** A part of the window that is not in the first picture: nothing until its code has come. */
export function Part({ of }: { readonly of: keyof Parts }) {
  const Content = useFrame((f) => f.parts?.[of]);
  return Content ? <Content /> : null;
}

/** Fetch the code of all parts; those on the page appear at once. */
export async function fetchParts(): Promise<void> {
  const { parts } = await import("./parts.ts");
  frame.setState({ parts });
}
