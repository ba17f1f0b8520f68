import { Component, type ReactNode } from "react";
import { faultOf } from "../fault.ts";
import { Button } from "./controls/button.tsx";
import { faultText } from "./fault-text.ts";

/** Stands in for the page when drawing it failed, so that a mistake of ours never ends in an empty window. */
export class CrashScreen extends Component<{ readonly children: ReactNode }, { readonly error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { title, cause, rest } = faultText(faultOf(error));
    return (
      <main className="crash">
        <h1>{title}</h1>
        <p>{cause}</p>
        <p className="muted">{rest}</p>
        <Button look="primary" size="large" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </main>
    );
  }
}
