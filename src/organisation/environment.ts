// Which directories of agents the operator lets this installation read.
import { z } from 'zod'
import { environment } from '#platform/config.ts'
import { directoryHost } from '#platform/outside/ldap.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** `host:port`, in small letters; none: no directory is read. */
    directories: readonly string[]
  }
}

const isHost = (text: string) => /:\d{1,5}$/.test(text) && directoryHost(`ldap://${text}`) !== null

/** `PARVIS_LDAP_HOSTS`. */
export const directoryEnvironment = environment(
  {
    PARVIS_LDAP_HOSTS: z
      .string()
      .default('')
      .transform((text) =>
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter((host) => host !== ''),
      )
      .refine(
        (hosts) => hosts.every(isHost),
        'doit nommer des annuaires et leur port, séparés par des virgules, par exemple ldap.mairie.example:636.',
      ),
  },
  ({ PARVIS_LDAP_HOSTS: directories }) => ({ directories }),
)
