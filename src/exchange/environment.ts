// Whose addresses may be of the internal network: said by whoever runs the program, for an owner each.
import { z } from 'zod'
import { environment } from '#platform/config.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** `passpartner/12`: owners whose hooks may stand in the internal network, and without TLS. */
    insideHooks: readonly string[]
  }
}

export const hooksEnvironment = environment(
  {
    PARVIS_HOOKS_INSIDE: z
      .string()
      .regex(
        /^[a-z]+\/\d+( [a-z]+\/\d+)*$/,
        'doit être une suite de propriétaires, par exemple passpartner/12.',
      )
      .optional(),
  },
  ({ PARVIS_HOOKS_INSIDE: inside }) => ({ insideHooks: inside?.split(' ') ?? [] }),
)
