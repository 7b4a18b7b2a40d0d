// Where the program that turns office documents into PDFs is, when there is one.
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { environment } from '../../config.ts'
import { installedConverter } from './convert.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** Path of `soffice`; null: office documents have no preview. */
    converter: string | null
  }
}

/** `PARVIS_CONVERTER`: a path, `off`, or nothing: where Debian installs it. */
export const converterEnvironment = environment(
  {
    PARVIS_CONVERTER: z
      .string()
      .optional()
      .refine(
        (path) => path === undefined || path === 'off' || (path.startsWith('/') && existsSync(path)),
        'doit être le chemin de soffice (LibreOffice), qui existe, ou off.',
      ),
  },
  ({ PARVIS_CONVERTER: path }) => ({ converter: path === 'off' ? null : (path ?? installedConverter()) }),
)
