// Reads what the operator decides from the environment, checks all of it, and says every mistake at once.
import { resolve } from 'node:path'
import { z, type ZodType } from 'zod'
import { decodeSecret, keptSecret } from './data-folder.ts'
import type { S3Address } from './files/store/s3.ts'
import { StartError } from './start-error.ts'

/** Where clamd listens: a host and port, or the path of its socket. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** What modules make of their variables: each adds its own (`declare module`). */
// biome-ignore lint/suspicious/noEmptyInterface: modules fill it.
export interface ModuleConfig {}

/** The variables that a module reads: nobody else does. */
export interface Environment {
  /** `PARVIS_…`; messages in French, that follow the name. */
  readonly variables: Readonly<Record<`PARVIS_${string}`, ZodType>>
  /** What it makes of their values. @throws StartError when they do not go together */
  readonly configure: (values: Readonly<Record<string, unknown>>) => Partial<ModuleConfig>
}

/** Types what a module makes of its variables. */
export function environment<Shape extends Readonly<Record<`PARVIS_${string}`, ZodType>>>(
  variables: Shape,
  configure: (values: { [Name in keyof Shape]: z.infer<Shape[Name]> }) => Partial<ModuleConfig>,
): Environment {
  return { variables, configure: configure as Environment['configure'] }
}

/** Those of the rooms of a module, as one. */
export const environments = (...all: readonly Environment[]): Environment => ({
  variables: Object.assign({}, ...all.map(({ variables }) => variables)),
  configure: (values) => Object.assign({}, ...all.map(({ configure }) => configure(values))),
})

/** The checked configuration of one process. URLs have no trailing slash; null means "not used". */
export type Config = ModuleConfig & {
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
  /** Object store of the files; null: the folder `files` of `dataFolder`. */
  filesUrl: S3Address | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  trustProxy: boolean
  /** Who holds it reads /metrics; null: this machine alone does. */
  metricsToken: string | null
  /** Host names that are not a counter’s, and whose menu’s first page is theirs: elected members’, agents’. */
  faceHosts: ReadonlyMap<string, 'territories' | 'intranet'>
  /** Origin of the demonstration site, when the program has started it. */
  demoSite?: string
}

const geocoder = 'https://data.geopf.fr/geocodage'
const tiles =
  'https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0' +
  '&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png' +
  '&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}'

const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535

/** An absolute address with one of these schemes (`https:`). */
export const isUrl = (text: string, ...schemes: string[]) =>
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

/** Is that name or address this machine alone? */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** A name alone, neither an address nor a path. */
const hostName = (example: string) =>
  z
    .string()
    .toLowerCase()
    .regex(
      /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/,
      `doit être un nom seul, par exemple ${example}.`,
    )
    .optional()

const faceAt = <F extends string>(host: string | undefined, face: F): [string, F][] =>
  host === undefined ? [] : [[host, face]]

const Variables = z.object({
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
  PARVIS_TERRITORIES_HOST: hostName('territoires.exemple.fr'),
  PARVIS_INTRANET_HOST: hostName('intranet.exemple.fr'),
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
  PARVIS_FILES_URL: z
    .string()
    .refine(
      (text) => s3Address(text) !== null,
      'doit ressembler à https://cle:secret@s3.exemple.fr/depot?region=fr-par.',
    )
    .transform(s3Address)
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
})

/** Those that the kernel reads itself. */
export const KERNEL_VARIABLES: readonly string[] = Object.keys(Variables.shape)

/**
 * The configuration that `env` describes; an empty variable counts as absent. Creates the data folder, and keeps
 * in it the secret of this installation when `PARVIS_SECRET` does not give one.
 * @param own what the modules read beside
 * @throws StartError with one sentence per wrong value.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  own: readonly Environment[] = [],
): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, text]) => text !== undefined && text !== ''),
  )
  const read = Variables.safeParse(given)
  const ofModules = own.map(({ variables }) => z.object(variables).safeParse(given))
  const issues = [read, ...ofModules].flatMap(({ error }) => error?.issues ?? [])
  if (!read.success || issues.length > 0) throw new StartError(...new Set(issues.map(sentence)))
  const values = read.data
  const configured = own.map(({ configure }, at) => configure(ofModules[at]?.data ?? {}))
  const dataFolder = resolve(values.PARVIS_DATA)
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    dataFolder,
    publicUrl: withoutSlash(values.PARVIS_URL ?? `http://localhost:${values.PORT}`),
    faceHosts: new Map([
      ...faceAt(values.PARVIS_TERRITORIES_HOST, 'territories'),
      ...faceAt(values.PARVIS_INTRANET_HOST, 'intranet'),
    ]),
    smtpUrl: values.PARVIS_SMTP_URL ?? null,
    mailFrom: values.PARVIS_MAIL_FROM ?? null,
    role: values.PARVIS_ROLE,
    demo: values.PARVIS_DEMO === undefined ? isForTrying(values) : values.PARVIS_DEMO === '1',
    isDemoRefused: values.PARVIS_DEMO === '0',
    secret: values.PARVIS_SECRET ?? keptSecret(dataFolder),
    geocoderUrl: values.PARVIS_GEOCODER_URL,
    tilesUrl: values.PARVIS_TILES_URL,
    clamd: values.PARVIS_CLAMD ?? null,
    filesUrl: values.PARVIS_FILES_URL ?? null,
    logLevel: values.PARVIS_LOG,
    trustProxy: values.PARVIS_TRUST_PROXY,
    metricsToken: values.PARVIS_METRICS_TOKEN ?? null,
    ...(Object.assign({}, ...configured) as ModuleConfig),
  }
}

/** No public address, no database, no mail of its own: somebody has a look. */
function isForTrying(values: z.infer<typeof Variables>): boolean {
  const { PARVIS_URL: url, DATABASE_URL: database, PARVIS_SMTP_URL: mail } = values
  const isHere = url === undefined || isThisMachine(new URL(url).hostname)
  return isHere && database === undefined && mail === undefined
}

/** Names below `localhost` lead to this machine too (RFC 6761). */
export const isThisMachine = (host: string): boolean => isLoopback(host) || host.endsWith('.localhost')

function clamdAddress(text: string): ClamdAddress {
  if (text.startsWith('/')) return { path: text }
  const colon = text.lastIndexOf(':')
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) }
}

// https://key:secret@host/bucket[/prefix][?region=…]
function s3Address(text: string): S3Address | null {
  if (!isWeb(text)) return null
  const { origin, pathname, username, password, searchParams } = new URL(text)
  const [bucket = '', ...prefix] = pathname.split('/').filter((part) => part !== '')
  if (
    ![username, password, bucket].every((part) => part !== '') ||
    /%(?![0-9a-f]{2})/i.test(username + password)
  )
    return null
  return {
    origin,
    bucket,
    prefix: prefix.map((part) => `${part}/`).join(''),
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(username),
    secretAccessKey: decodeURIComponent(password),
  }
}

function sentence(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')} ${issue.message}`
}

/** The address without the slashes at its end. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
