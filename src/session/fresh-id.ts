/** A new id for a layer, step or job of this project. */
export const freshId = <Id extends string>(): Id => crypto.randomUUID().slice(0, 13) as Id;
