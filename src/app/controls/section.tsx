import type { ReactNode } from "react";

/** A part of a panel under its own heading. */
export const Section = ({ title, aside, children }: { readonly title?: string; readonly aside?: ReactNode; readonly children: ReactNode }) => (
  <div className="section">
    {title && (
      <div className="section-head">
        <h3>{title}</h3>
        {aside}
      </div>
    )}
    {children}
  </div>
);
