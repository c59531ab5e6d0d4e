/** Outlines on a 24 × 24 grid, drawn with the colour of the text around. */
const PATHS = {
  hash: 'M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17',
  thread: 'M4 5h16M4 10h9M9 15h11M9 20h7M4 10v5a5 5 0 0 0 5 5',
  megaphone: 'M4 10v4h3l8 5V5l-8 5H4Zm15-1.5a5 5 0 0 1 0 7',
  forum: 'M4 5h13v9H9l-5 4V5Zm16 5v10l-4-3h-5',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6 6 18',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-4 2.5-6 6-6s6 2 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3 2.6 3 5.5',
  pulse: 'M3 12h4l3-8 4 16 3-8h4',
  reply: 'M10 7 4 12l6 5v-3.5c5 0 8 1.500 10 5-.5-6-4-9.500-10-9.500V7Z',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.500 14.500c1.800 2 5.200 2 7 0M9 9.500v.5M15 9.500v.5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  edit: 'M4 20h4L19 9l-4-4L4 16v4Z',
  trash: 'M5 7h14M10 4h4M7 7l1 13h8l1-13',
  pin: 'M9 4h6l-1 6 4 4H6l4-4-1-6ZM12 14v6',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  app: 'M12 3l8 4.500v9L12 21l-8-4.500v-9L12 3Z',
  send: 'M4 12 20 4l-5 16-4-7-7-1Z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z',
  eye: 'M2 12s3.500-6.500 10-6.500S22 12 22 12s-3.500 6.500-10 6.500S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  chevron: 'M9 6l6 6-6 6',
  down: 'M6 9l6 6 6-6',
  in: 'M20 12H5M11 6l-6 6 6 6',
  out: 'M4 12h15M13 6l6 6-6 6',
  file: 'M6 3h8l4 4v14H6V3Zm8 0v4h4',
  warning: 'M12 4 2.500 20h19L12 4Zm0 6v4.500M12 17.500v.01',
  link: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9',
  flask: 'M10 3v6L4.500 19a1.500 1.500 0 0 0 1.300 2h12.400a1.500 1.500 0 0 0 1.300-2L14 9V3M8 3h8M7 15h10',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
