/** The howdah: a canopy on posts, a seat, and the back that carries it. Drawn for 20 px and up. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      <path d="M12 4.2V2.4" />
      <path d="M3.6 9.2C4.7 6 7.9 4.2 12 4.2s7.3 1.8 8.4 5Z" fill="currentColor" fillOpacity="0.16" />
      <path d="M6.4 9.2v5.6M17.6 9.2v5.6" />
      <path d="M4.6 14.8h14.8" />
      <path d="M2.4 21.6c.9-4.1 4.6-6.8 9.6-6.8s8.7 2.7 9.6 6.8" />
    </svg>
  );
}
