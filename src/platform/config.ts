// Reads what the operator decides from the environment, checks all of it, and says every mistake at once.
import { resolve } from 'node:path'
import { z } from 'zod'
import { decodeSecret, keptSecret } from './data-folder.ts'
import { StartError } from './start-error.ts'

/** Where clamd listens: a host and port, or the path of its socket. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** How this installation is registered at an OpenID Connect provider (`PARVIS_FRANCECONNECT_*`, `PARVIS_PROCONNECT_*`). */
export type ProviderSettings = { issuer: string; clientId: string; clientSecret: string }

/** The checked configuration of one process. URLs have no trailing slash; null means "not used". */
export type Config = {
  port: number
  host: string
  /** Owner URL of an existing PostgreSQL; null: the embedded one, under `dataFolder`. */
  databaseUrl: string | null
  /** Absolute path. */
  dataFolder: string
  /** Public origin, also the OpenID Connect issuer, for example `https://demarches.exemple.fr`. */
  publicUrl: string
  smtpUrl: string | null
  /** Sender of mails; null: `ne-pas-repondre@` the host of `publicUrl`. */
  mailFrom: string | null
  role: 'web' | 'worker' | 'all'
  /** Invented people with a shared password: only where nothing of production is configured, or when asked. */
  demo: boolean
  /** PARVIS_DEMO=0: the operator knows that this is no demonstration, whatever the database holds. */
  isDemoRefused: boolean
  /** At least 32 bytes, for signatures and derived keys. */
  secret: Buffer
  geocoderUrl: string | null
  /** A template that holds `{x}`, `{y}` and `{z}`. */
  tilesUrl: string | null
  clamd: ClamdAddress | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  trustProxy: boolean
  /** Who holds it reads /metrics; null: this machine alone does. */
  metricsToken: string | null
  /** Sign-in of residents with FranceConnect; null: not offered. */
  franceconnect: ProviderSettings | null
  /** Sign-in of agents with ProConnect; null: not offered. */
  proconnect: ProviderSettings | null
  /** Origin of the demonstration site, when the program has started it. */
  demoSite?: string
}

const geocoder = 'https://data.geopf.fr/geocodage'
const tiles =
  'https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0' +
  '&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png' +
  '&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}'

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

const isUrl = (text: string, ...schemes: string[]) =>
  URL.canParse(text) && schemes.includes(new URL(text).protocol)

const isWeb = (text: string) => isUrl(text, 'http:', 'https:')

const isTemplate = (text: string) => isWeb(text) && ['{x}', '{y}', '{z}'].every((part) => text.includes(part))

const isOrigin = (text: string) =>
  isWeb(text) && new URL(text).pathname === '/' && new URL(text).search === ''

const flag = (otherwise: boolean) =>
  z
    .enum(['0', '1'], 'doit valoir 0 ou 1.')
    .optional()
    .transform((text) => (text === undefined ? otherwise : text === '1'))

const switchable = (isRight: (text: string) => boolean, sentence: string, otherwise: string) =>
  z
    .string()
    .refine((text) => text === 'off' || isRight(text), sentence)
    .default(otherwise)
    .transform((text) => (text === 'off' ? null : withoutSlash(text)))

// In clear only on this machine: simulators, tests.
const isIssuer = (text: string) =>
  isUrl(text, 'https:') || (isUrl(text, 'http:') && isLoopback(new URL(text).hostname))

/** Is that name or address this machine alone? */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

const provider = {
  ISSUER: z
    .string()
    .refine(
      isIssuer,
      'doit être l’adresse https de l’émetteur, par exemple https://oidc.franceconnect.gouv.fr/api/v2.',
    )
    .optional(),
  CLIENT_ID: z.string().optional(),
  CLIENT_SECRET: z.string().optional(),
}

const Environment = z.object({
  PORT: z
    .string()
    .refine(isPort, 'doit être un port, un nombre entre 0 et 65535.')
    .transform(Number)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[a-z0-9.:-]+$/i, 'doit être une adresse IP ou un nom de machine, par exemple 127.0.0.1.')
    .default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .refine(
      (text) => isUrl(text, 'postgres:', 'postgresql:'),
      'doit ressembler à postgres://utilisateur:motdepasse@serveur:5432/base.',
    )
    .optional(),
  PARVIS_DATA: z.string().default('./data'),
  PARVIS_URL: z
    .string()
    .refine(
      isOrigin,
      'doit être une adresse complète et sans chemin, par exemple https://demarches.exemple.fr.',
    )
    .optional(),
  PARVIS_SMTP_URL: z
    .string()
    .refine(
      (text) => isUrl(text, 'smtp:', 'smtps:'),
      'doit ressembler à smtp://utilisateur:motdepasse@serveur:587.',
    )
    .optional(),
  PARVIS_MAIL_FROM: z
    .email('doit être une adresse e-mail, par exemple ne-pas-repondre@exemple.fr.')
    .optional(),
  PARVIS_ROLE: z.enum(['web', 'worker', 'all'], 'doit valoir web, worker ou all.').default('all'),
  PARVIS_DEMO: z.enum(['0', '1'], 'doit valoir 0 ou 1.').optional(),
  PARVIS_SECRET: z
    .string()
    .transform(decodeSecret)
    .refine((bytes) => bytes.length >= 32, 'doit compter au moins 32 octets, en hexadécimal ou en base64.')
    .optional(),
  PARVIS_GEOCODER_URL: switchable(isWeb, 'doit être une adresse http ou https complète, ou off.', geocoder),
  PARVIS_TILES_URL: switchable(
    isTemplate,
    'doit être une adresse http ou https qui contient {x}, {y} et {z}, ou off.',
    tiles,
  ),
  PARVIS_CLAMD: z
    .string()
    .regex(
      /^(\/.+|[a-z0-9.-]+:\d{1,5})$/i,
      'doit être serveur:port ou le chemin d’un socket, par exemple 127.0.0.1:3310.',
    )
    .transform(clamdAddress)
    .optional(),
  PARVIS_LOG: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'doit valoir fatal, error, warn, info, debug, trace ou silent.',
    )
    .default('info'),
  PARVIS_TRUST_PROXY: flag(false),
  PARVIS_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{24,500}$/, 'doit compter au moins 24 caractères sans espace ni accent.')
    .optional(),
  PARVIS_FRANCECONNECT_ISSUER: provider.ISSUER,
  PARVIS_FRANCECONNECT_CLIENT_ID: provider.CLIENT_ID,
  PARVIS_FRANCECONNECT_CLIENT_SECRET: provider.CLIENT_SECRET,
  PARVIS_PROCONNECT_ISSUER: provider.ISSUER,
  PARVIS_PROCONNECT_CLIENT_ID: provider.CLIENT_ID,
  PARVIS_PROCONNECT_CLIENT_SECRET: provider.CLIENT_SECRET,
})

/**
 * The configuration that `env` describes; an empty variable counts as absent. Creates the data folder, and keeps
 * in it the secret of this installation when `PARVIS_SECRET` does not give one.
 * @throws StartError with one sentence per wrong value.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, text]) => text !== undefined && text !== ''),
  )
  const read = Environment.safeParse(given)
  if (!read.success) throw new StartError(...new Set(read.error.issues.map(sentence)))
  const values = read.data
  const dataFolder = resolve(values.PARVIS_DATA)
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder,
    publicUrl: withoutSlash(values.PARVIS_URL ?? `http://localhost:${values.PORT}`),
    smtpUrl: values.PARVIS_SMTP_URL ?? null,
    mailFrom: values.PARVIS_MAIL_FROM ?? null,
    role: values.PARVIS_ROLE,
    demo: values.PARVIS_DEMO === undefined ? isForTrying(values) : values.PARVIS_DEMO === '1',
    isDemoRefused: values.PARVIS_DEMO === '0',
    secret: values.PARVIS_SECRET ?? keptSecret(dataFolder),
    geocoderUrl: values.PARVIS_GEOCODER_URL,
    tilesUrl: values.PARVIS_TILES_URL,
    clamd: values.PARVIS_CLAMD ?? null,
    logLevel: values.PARVIS_LOG,
    trustProxy: values.PARVIS_TRUST_PROXY,
    metricsToken: values.PARVIS_METRICS_TOKEN ?? null,
    franceconnect: registration(values, 'FRANCECONNECT'),
    proconnect: registration(values, 'PROCONNECT'),
  }
}

/** No public address, no database, no mail of its own: somebody has a look. */
function isForTrying(values: z.infer<typeof Environment>): boolean {
  const { PARVIS_URL: url, DATABASE_URL: database, PARVIS_SMTP_URL: mail } = values
  const isHere = url === undefined || isThisMachine(new URL(url).hostname)
  return isHere && database === undefined && mail === undefined
}

/** Names below `localhost` lead to this machine too (RFC 6761). */
const isThisMachine = (host: string): boolean => isLoopback(host) || host.endsWith('.localhost')

/** All three or none. @throws StartError */
function registration(
  values: z.infer<typeof Environment>,
  name: 'FRANCECONNECT' | 'PROCONNECT',
): ProviderSettings | null {
  const issuer = values[`PARVIS_${name}_ISSUER`]
  const clientId = values[`PARVIS_${name}_CLIENT_ID`]
  const clientSecret = values[`PARVIS_${name}_CLIENT_SECRET`]
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null
  if (issuer === undefined || clientId === undefined || clientSecret === undefined)
    throw new StartError(
      `PARVIS_${name}_ISSUER, PARVIS_${name}_CLIENT_ID et PARVIS_${name}_CLIENT_SECRET vont ensemble : donnez les trois, ou aucun.`,
    )
  return { issuer: withoutSlash(issuer), clientId, clientSecret }
}

function clamdAddress(text: string): ClamdAddress {
  if (text.startsWith('/')) return { path: text }
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}`
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
