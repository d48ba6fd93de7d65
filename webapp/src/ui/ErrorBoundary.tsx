import { Component, type ReactNode } from "react";
import { Failure } from "./Failure";

interface Props {
  children: ReactNode;
  /** What to show instead; by default the error with a way to try again. */
  fallback?: (error: Error, retry: () => void) => ReactNode;
}

/** Keeps an error while drawing to the part of the screen it happened in. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const retry = () => this.setState({ error: null });
    return this.props.fallback?.(error, retry) ?? <Failure error={error} onRetry={retry} />;
  }
}
