import type { LucideIcon } from "lucide-react";

/** A sign of 16 pixels beside a word; readers never meet it. */
export const Icon = ({ of: Sign, className = "" }: { readonly of: LucideIcon; readonly className?: string }) => (
  <Sign className={`icon ${className}`} size={16} strokeWidth={1.75} aria-hidden="true" />
);
