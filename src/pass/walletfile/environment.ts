// Who signs files for the applications of phones: what Apple and Google gave the operator. Without it, nothing of theirs is offered.
import { z } from 'zod'
import { environment } from '#platform/config.ts'

declare module '#platform/config.ts' {
  interface ModuleConfig {
    /** null: no file for Apple Wallet. */
    appleWallet: { folder: string; type: string; team: string } | null
    /** null: no link for Google Wallet. */
    googleWallet: { file: string; issuer: string } | null
  }
}

export const walletEnvironment = environment(
  {
    PARVIS_APPLE_FOLDER: z.string().min(1).optional(),
    PARVIS_APPLE_TYPE: z
      .string()
      .regex(/^pass\.[\w.-]{3,100}$/, 'doit être un type de pass, par exemple pass.fr.exemple.territoire.')
      .optional(),
    PARVIS_APPLE_TEAM: z
      .string()
      .regex(/^[A-Z0-9]{10}$/, 'doit être un identifiant d’équipe de dix signes.')
      .optional(),
    PARVIS_GOOGLE_FILE: z.string().min(1).optional(),
    PARVIS_GOOGLE_ISSUER: z
      .string()
      .regex(/^\d{10,25}$/, 'doit être le numéro d’un émetteur de Google Wallet.')
      .optional(),
  },
  ({
    PARVIS_APPLE_FOLDER: folder,
    PARVIS_APPLE_TYPE: type,
    PARVIS_APPLE_TEAM: team,
    PARVIS_GOOGLE_FILE: file,
    PARVIS_GOOGLE_ISSUER: issuer,
  }) => ({
    appleWallet:
      folder === undefined || type === undefined || team === undefined ? null : { folder, type, team },
    googleWallet: file === undefined || issuer === undefined ? null : { file, issuer },
  }),
)
