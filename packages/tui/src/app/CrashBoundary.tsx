import { Component, type ReactNode } from 'react';

/**
 * Catches what a screen throws, before Ink would draw its stack: nobody can use that, and it may
 * hold what is not for a screen.
 */
export class CrashBoundary extends Component<
  { onCrash(failure: unknown): void; children: ReactNode },
  { crashed: boolean }
> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(failure: unknown): void {
    this.props.onCrash(failure);
  }

  override render(): ReactNode {
    return this.state.crashed ? null : this.props.children;
  }
}
