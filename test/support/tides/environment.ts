// The harbour whose tides are told.
import { z } from 'zod'
import { environment } from '#platform/config.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** The harbour of the module of tides. */
    tides?: { harbour: string }
  }
}

export const tidesEnvironment = environment(
  { PARVIS_TIDES_HARBOUR: z.string().max(40, 'dépasse 40 caractères.').default('Brest') },
  ({ PARVIS_TIDES_HARBOUR: harbour }) => ({ tides: { harbour } }),
)
