/** Our mark: a voice and its echo. */
export function Brand({ size = 32 }: { size?: number }) {
  return (
    <svg className="brand" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent-strong)" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <path d="M10 12.5v7" />
        <path d="M16 8.5v15" />
        <path d="M22 12.5v7" />
      </g>
    </svg>
  );
}
