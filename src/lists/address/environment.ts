// Which sites the operator lets lists be read from.
import { z } from 'zod'
import { environment } from '#platform/config.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** Origins (`https://data.exemple.fr`); none: no list is read at an address. */
    listOrigins: readonly string[]
    /** Address of the list of the demonstration; absent: none stands beside the program. */
    demoList?: string
  }
}

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text
}

/** `PARVIS_LIST_ORIGINS`. */
export const listEnvironment = environment(
  {
    PARVIS_LIST_ORIGINS: z
      .string()
      .default('')
      .transform((text) =>
        text
          .toLowerCase()
          .split(/[\s,]+/)
          .filter((one) => one !== ''),
      )
      .refine(
        (origins) => origins.every(isOrigin),
        'doit nommer des sites, sans chemin, séparés par des virgules, par exemple https://data.exemple.fr.',
      ),
  },
  ({ PARVIS_LIST_ORIGINS: listOrigins }) => ({ listOrigins }),
)

/** How the operator lets that address be read; null: they do not. In clear, or within the house, only where they wrote so themselves. */
export function allowedAt(
  address: string,
  origins: readonly string[],
): { url: URL; isInside: boolean } | null {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '' || !origins.includes(url.origin)) return null
  return { url, isInside: url.protocol === 'http:' }
}
