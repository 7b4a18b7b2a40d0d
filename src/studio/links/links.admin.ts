// Handler: a link that fills a form, made of what is chosen here, to copy with its names. Nothing is kept.
import { fieldsOf, kindOf, linkNames, type RawAnswers } from '#forms'
import { type Context, one, page, type Reply, type Route, type Values } from '#platform/http/route.ts'
import { catalogue } from '#services'
import { adminFrame, territory, todayThere } from '#territory'
import { readShown } from '../shown/shown.ts'
import { ACTION, HERE } from '../written/address.ts'
import { idIn } from '../written/read.ts'
import { type LinksShown, linksPage } from './links.page.ts'

/** What was chosen, as the controls of these questions give it. */
const rawIn = (fields: LinksShown['fields'], query: Values): RawAnswers =>
  Object.fromEntries(
    fields.map((field) => [
      field.id,
      Object.fromEntries(
        linkNames(field).flatMap(({ part }) => {
          const value = query[field.id + part]
          return value === undefined ? [] : [[part, value]]
        }),
      ),
    ]),
  )

/** GET /administration/formulaires/:formulaire/lien */
const showLink = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const shown = await readShown(tx, idIn(ctx))
    const { form } = shown.read
    const place = await territory(tx)
    const judging = { today: await todayThere(tx), area: (code: string) => place.area(code) }
    const fields = fieldsOf(form).filter(({ fromLink }) => fromLink === true)
    const raw = rawIn(fields, ctx.query)
    const said = new URLSearchParams()
    const problems = fields.flatMap((field) => {
      const judged = kindOf(field.type).judge(field, raw[field.id] ?? {}, judging)
      if ('problem' in judged)
        return [{ fieldId: field.id, field: field.id + (judged.part ?? ''), message: judged.problem }]
      if ('answer' in judged)
        for (const { name, part } of linkNames(field))
          for (const value of [raw[field.id]?.[part] ?? []].flat()) if (value !== '') said.append(name, value)
      return []
    })
    const { every } = await catalogue(tx)
    const services = every.filter(({ definition }) => definition.form === form.id)
    const { origin } = new URL(ctx.config.publicUrl)
    const html = linksPage(await adminFrame(ctx, tx), place, {
      ...{ ...shown, fields, raw, problems },
      isChosen: one(ctx.query, 'faire') !== '',
      links: services.map(({ definition: { slug, title } }) => ({
        title,
        href: `${origin}/demarches/${slug}/demande${said.size === 0 ? '' : `?${said}`}`,
      })),
    })
    return page(html, problems.length > 0 ? 422 : 200)
  })

export const linkRoutes: readonly Route[] = [
  {
    get: `${HERE}/:formulaire/lien`,
    action: ACTION,
    title: 'Lien qui remplit un formulaire',
    face: 'admin',
    handle: showLink,
  },
]
