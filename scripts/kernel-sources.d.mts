export const kernelFolder: string;
export function kernelSources(): string;
