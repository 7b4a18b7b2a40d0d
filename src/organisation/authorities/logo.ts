// The logo of an authority, sent as a file: a drawing is read as shapes, a picture is made small; it is seen at once.
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { judgeUpload } from '#files'
import { BadInput, type FieldProblem } from '#platform/errors.ts'
import { RefusedFile } from '#platform/files/inspect.ts'
import { smallPng } from '#platform/files/picture.ts'
import { type Context, page, type Posted, redirect, type Reply, type Upload } from '#platform/http/route.ts'
import { logoOfPng, readLogo } from '#platform/ui/logo.ts'
import { adminFrame, changeLogo } from '#territory'
import { authorityHref } from '../units/addresses.ts'
import { asked } from './asked.ts'
import { LOGO, logoPage, MOST_BYTES } from './pages/logo.ts'

/** Characters of a drawing, which stands in every page. */
const MOST_DRAWN = 40_000
/** Pixels: twice what pages show. */
const SIDES = { width: 480, height: 96 }
/** Smaller, nobody recognises it. */
const LEAST = 32

const PICTURE_NAME = /\.(?:png|jpe?g|webp|svg)$/i
const DISGUISED =
  'Ce fichier porte le nom d’une image et n’en est pas une\u00a0: c’est peut-être une page web enregistrée. Ouvrez-la, enregistrez l’image elle-même, puis envoyez-la.'

const refused = (message: string): BadInput => new BadInput([{ field: LOGO, message }])

/** What runs comes first: a drawing that also has it is no matter of export. */
const DRAWN: readonly (readonly [RegExp, string])[] = [
  [
    /<script|\son[a-z]+\s*=|<a[\s>]|<image|<foreignobject/i,
    'Ce dessin contient autre chose que des formes (un script, un lien, une image)\u00a0: il est refusé. Envoyez-le en PNG, ou exportez-le en SVG simple, avec des tracés.',
  ],
  [
    /<text/i,
    'Ce dessin contient du texte, qui changerait d’un ordinateur à l’autre. Dans votre logiciel, transformez le texte en tracés (vectoriser), puis exportez de nouveau.',
  ],
  [
    /<style|\sstyle\s*=|<!ENTITY|adobe|inkscape/i,
    'Ce dessin est tel qu’Illustrator ou Inkscape l’enregistre, avec des feuilles de style. Exportez-le en SVG simple (dans Illustrator\u00a0: Exporter, SVG, «\u00a0Attributs de présentation\u00a0»\u202f; dans Inkscape\u00a0: «\u00a0SVG simple\u00a0»), ou envoyez-le en PNG.',
  ],
]

const whyNot = (text: string): string =>
  DRAWN.find(([sign]) => sign.test(text))?.[1] ??
  'Ce dessin contient autre chose que des formes simples\u00a0: envoyez-le en PNG, ou exportez-le en SVG simple, avec des tracés.'

async function drawn({ arrived: { size, content } }: Upload): Promise<string> {
  if (content === null || size > MOST_DRAWN)
    throw refused(`Ce dessin est trop lourd\u00a0: ${MOST_DRAWN / 1000}\u00a0Ko au plus. Envoyez-le en PNG.`)
  const text = (await buffer(content.read())).toString()
  try {
    readLogo(text)
    return text
  } catch {
    throw refused(whyNot(text))
  }
}

async function pictured(ctx: Context, upload: Upload): Promise<string> {
  const rules = { accept: ['image'], maxBytes: MOST_BYTES } as const
  const { content, drop, width = 0, height = 0 } = await judgeUpload(ctx, upload, rules)
  try {
    if (Math.min(width, height) < LEAST)
      throw refused(
        `Cette image a ${width} points de large et ${height} de haut\u00a0: il en faut au moins ${LEAST}, et ${SIDES.height} de haut pour qu’elle soit nette.`,
      )
    const small = await smallPng(await buffer(content.read()), SIDES)
    return logoOfPng(small.bytes, small)
  } finally {
    await drop()
  }
}

/** The text of the logo that was sent. @throws BadInput beside the field */
async function sent(ctx: Context, { uploads }: Posted): Promise<string> {
  const upload = uploads.find(({ field }) => field === LOGO)
  if (upload === undefined) throw refused('Choisissez un fichier.')
  try {
    return upload.arrived.kind === 'drawing' ? await drawn(upload) : await pictured(ctx, upload)
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error
    const isDisguised = error.code === 'unknown-kind' && PICTURE_NAME.test(upload.name)
    throw refused(isDisguised ? DISGUISED : error.message)
  }
}

const shown = (ctx: Context, problems: readonly FieldProblem[]): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) =>
    page(
      logoPage(await adminFrame(ctx, tx), await asked(tx, ctx), problems),
      problems.length > 0 ? 422 : 200,
    ),
  )

/** GET …/collectivites/:collectivite/logo */
export const showLogo = (ctx: Context): Promise<Reply> => shown(ctx, [])

const given = async (ctx: Context, logo: string | null, said: string): Promise<Reply> => {
  await ctx.db.write(ctx.actor, async (tx) => changeLogo(tx, (await asked(tx, ctx)).id, logo))
  return redirect(`${authorityHref(ctx.params.collectivite ?? '')}/logo`, said)
}

export const logoInput = z.object({})

/** POST …/collectivites/:collectivite/logo */
export async function doLogo(ctx: Context, _input: unknown, posted: Posted): Promise<Reply> {
  // Before the file is read: it is nobody's but theirs to send.
  await ctx.db.read(ctx.actor, (tx) => asked(tx, ctx))
  return given(ctx, await sent(ctx, posted), 'Le logo est en place, sur tout le guichet.')
}

export const logoAgain = (ctx: Context, problems: FieldProblem[]): Promise<Reply> => shown(ctx, problems)

/** POST …/collectivites/:collectivite/logo/retrait */
export const dropLogo = (ctx: Context): Promise<Reply> => given(ctx, null, 'Le logo est retiré.')
