// The files that pages load: style sheets, fonts and islands, bundled in memory at start, named by their content.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { buildSync, transformSync } from 'esbuild'
import type { AssetUrls } from './site.ts'

/** A file ready to send; its address changes with its content, so it may be kept for ever. */
export interface Asset {
  body: Buffer
  type: string
  immutable: true
  /** Compressed once at start; absent for files that are compressed already (fonts, pictures). */
  brotli?: Buffer
  gzip?: Buffer
}

/** Addresses by plain name, and files by address. */
export interface Assets extends AssetUrls {
  get(path: string): Asset | undefined
}

interface Source {
  name: string
  type: string
  body: Buffer
}

/** Rules that a module adds at the end of the sheet of a face. */
export interface Style {
  readonly sheet: 'counter.css' | 'desk.css'
  readonly file: URL
}

/** What the modules bring beside the kit. */
export interface Brought {
  readonly styles: readonly Style[]
  readonly islands: readonly URL[]
}

const HERE = new URL('../assets/', import.meta.url)
const ISLANDS = new URL('../../../islands/', import.meta.url)
// Components in this order, where two speak of one thing: what follows adds to what is before.
const KIT = [
  ...['base', 'layout', 'text', 'header', 'footer', 'crumbs', 'buttons', 'fields', 'rows', 'choices'],
  ...[
    'notices',
    'promise',
    'steps',
    'tags',
    'cards',
    'facts',
    'tables',
    'timeline',
    'talk',
    'tabs',
    'files',
    'empty',
  ],
  ...['place', 'filters', 'folds', 'elements', 'charts', 'bands', 'print'],
].map((name) => `kit/${name}.css`)
const COMMON = ['tokens.css', ...KIT, 'art.css']
/** Pages of the account are made of them: agents read these too. */
const SECTIONS = 'kit/sections.css'
const SHEETS = {
  'counter.css': [...COMMON, 'counter/slabs.css', 'counter/page.css', SECTIONS, 'counter/scene.css'],
  'desk.css': [
    ...COMMON,
    SECTIONS,
    ...['clock', 'frame', 'panel', 'poster'].map((name) => `desk/${name}.css`),
  ],
}
const FONTS = ['atkinson-next-latin.woff2', 'atkinson-next-latin-ext.woff2']
const LEAFLET_PICTURES = ['layers.png', 'layers-2x.png', 'marker-icon.png']
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

function address(source: Source): string {
  const hash = createHash('sha256').update(source.body).digest('hex').slice(0, 10)
  const dot = source.name.lastIndexOf('.')
  return `/assets/${source.name.slice(0, dot)}-${hash}${source.name.slice(dot)}`
}

function source(name: string, body: Buffer | string): Source {
  return { name, type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? '', body: Buffer.from(body) }
}

const read = async (name: string, base: URL): Promise<Source> =>
  source(name.slice(name.lastIndexOf('/') + 1), await readFile(new URL(name, base)))

/** Minified, its `url(…)` pointing to the hashed files. */
function sheet(name: string, css: string, files: ReadonlyMap<string, string>): Source {
  const linked = css.replace(/url\(["']?([^"')]+)["']?\)/g, (all, path: string) => {
    const url = files.get(path.slice(path.lastIndexOf('/') + 1))
    return url ? `url("${url}")` : all
  })
  return source(name, transformSync(linked, { loader: 'css', minify: true, target: 'esnext' }).code)
}

/** Every file of islands/ and those of modules, each bundled alone; names of those that define a custom element. */
async function bundleIslands(own: readonly URL[]): Promise<{ scripts: Source[]; elements: Set<string> }> {
  const names = (await readdir(ISLANDS)).filter(
    (name) => name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(name),
  )
  const entries = names.filter((name) => !name.startsWith('lib-'))
  const built = buildSync({
    entryPoints: [...entries.map((name) => new URL(name, ISLANDS)), ...own].map(({ pathname }) => pathname),
    // Beside one another, wherever they come from.
    entryNames: '[name]',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    outdir: '/',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  })
  const scripts = built.outputFiles.map((file) =>
    source(
      file.path.slice(Math.max(file.path.lastIndexOf('/'), file.path.lastIndexOf('\\')) + 1),
      Buffer.from(file.contents),
    ),
  )
  const elements = scripts
    .filter(({ body }) => body.includes('customElements.define'))
    .map(({ name }) => name.slice(0, -3))
  return { scripts, elements: new Set(elements) }
}

async function asset({ type, body }: Source): Promise<Asset> {
  if (!/^text|svg/.test(type)) return { body, type, immutable: true }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  return {
    body,
    type,
    immutable: true,
    brotli: await brotli(body, { params }),
    gzip: await zip(body, { level: 9 }),
  }
}

const loaded = new Map<string, Promise<Assets>>()

/**
 * Everything read and bundled, once in a process for what the modules bring (a second of processor).
 * @throws when an island does not compile
 */
export function loadAssets(brought: Brought = { styles: [], islands: [] }): Promise<Assets> {
  const { styles, islands } = brought
  const key = [...styles.map(({ sheet, file }) => `${sheet} ${file}`), ...islands].join('\n')
  const known = loaded.get(key) ?? bundle(brought)
  loaded.set(key, known)
  return known
}

async function bundle({ styles, islands }: Brought): Promise<Assets> {
  const leaflet = new URL(`file://${createRequire(import.meta.url).resolve('leaflet/dist/leaflet.css')}`)
  const plain = await Promise.all([
    ...FONTS.map((name) => read(`fonts/${name}`, HERE)),
    ...['favicon.svg'].map((name) => read(name, HERE)),
    ...LEAFLET_PICTURES.map((name) => read(`images/${name}`, leaflet)),
  ])
  const urls = new Map(plain.map((one) => [one.name, address(one)]))
  const sheets = await Promise.all(
    Object.entries(SHEETS).map(async ([name, parts]) => {
      const own = styles.filter((style) => style.sheet === name).map(({ file }) => file)
      const files = [...parts.map((part) => new URL(part, HERE)), ...own]
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
      return sheet(name, texts.join('\n'), urls)
    }),
  )
  sheets.push(sheet('leaflet.css', await readFile(leaflet, 'utf8'), urls))
  const { scripts, elements } = await bundleIslands(islands)
  return directory([...plain, ...sheets, ...scripts], elements)
}

async function directory(sources: readonly Source[], islands: ReadonlySet<string>): Promise<Assets> {
  const urls = new Map(sources.map((one) => [one.name, address(one)]))
  const files = new Map<string, Asset>()
  // One after another: compressing all at once took more memory than any load does later.
  for (const one of sources) files.set(address(one), await asset(one))
  return {
    islands,
    get: (path) => files.get(path),
    url(name) {
      const found = urls.get(name)
      if (!found) throw new RangeError(`assets: no file named ${name}`)
      return found
    },
  }
}
