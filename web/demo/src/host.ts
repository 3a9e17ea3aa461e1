/** The widget from a shop's side: the three functions that its script tag brings. */

interface HostApi {
  identify: (token: string | null) => void;
  open: () => void;
}

declare global {
  interface Window {
    Huisheng?: HostApi;
  }
}

/** Run when the widget's script is there; at once when it is already. */
export function withWidget(then: (widget: HostApi) => void): void {
  if (window.Huisheng) then(window.Huisheng);
  else
    document.addEventListener("huisheng:ready", () => window.Huisheng && then(window.Huisheng), {
      once: true,
    });
}
