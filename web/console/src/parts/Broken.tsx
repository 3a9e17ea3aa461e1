/** What stands where a page broke: a word and a way on, never a white screen. */
import { Component, type ReactNode } from "react";
import { words } from "../strings";
import { Failed } from "./ListStates";

export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    // A page's part that cannot be fetched any more (a new version was installed) comes with a reload.
    return <Failed error={words().list.unknown} onRetry={() => location.reload()} />;
  }
}
