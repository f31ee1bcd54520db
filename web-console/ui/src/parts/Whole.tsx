import { Component, type ReactNode } from "react";

/**
 * What it holds, as long as that can be shown. A part that cannot be fetched, for the line is lost or the server is another by
 * now, takes the rest of the page with it otherwise.
 */
export class Whole extends Component<{ children: ReactNode }, { broken?: Error }> {
  override state: { broken?: Error } = {};

  static getDerivedStateFromError(broken: Error) {
    return { broken };
  }

  override render() {
    return this.state.broken === undefined ? (
      this.props.children
    ) : (
      <div className="empty" role="alert">
        <p className="empty-title">This part of the page cannot be shown.</p>
        <p>{this.state.broken.message}</p>
        <p className="row">
          <button type="button" onClick={() => location.reload()}>
            Load the page anew
          </button>
        </p>
      </div>
    );
  }
}
