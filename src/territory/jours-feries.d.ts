// Types of @socialgouv/jours-feries, which carries none.
declare module '@socialgouv/jours-feries' {
  /** Public holidays of a year by French name, as midnights of the process' own time zone. */
  export default function joursFeries(year: number, options?: { alsace: boolean }): Record<string, Date>
}
