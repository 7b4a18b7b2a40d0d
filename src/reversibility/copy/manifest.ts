// What says of a copy that it is whole: written last, read first (docs/guides/reversibility.md).
import { z } from 'zod'

export const MANIFEST = 'manifest.json'
/** Of the stored bytes, each named by its sha256. */
export const FILES = 'files'
export const VERSION = 1

/** SHA-256, hexadecimal. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const manifestSchema = z.strictObject({
  format: z.literal('parvis-reversibility'),
  version: z.literal(VERSION),
  authority: z.strictObject({ code: z.string(), name: z.string(), siren: z.string() }),
  at: z.iso.datetime(),
  /** The last migration of the installation that made it. */
  schema: z.string(),
  tables: z.array(
    z.strictObject({
      table: z.string().regex(/^[a-z]+\.[a-z_]+$/),
      rows: z.int().min(0),
      sha256: digest,
      /** Columns that stayed, and why. */
      without: z.record(z.string(), z.string()),
    }),
  ),
  files: z.strictObject({
    count: z.int().min(0),
    bytes: z.int().min(0),
    /** Named by a row, and no longer in the store. */
    missing: z.array(digest),
  }),
})

export type Manifest = z.infer<typeof manifestSchema>

/** The file of a table. */
export const fileOf = (table: string): string => `${table}.jsonl`
