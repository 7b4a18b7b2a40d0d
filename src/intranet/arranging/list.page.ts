// GET /administration/pages-agents: what is arranged for the audiences of an authority, in the order in which it is looked at.
import { html, type Html } from '#platform/html.ts'
import { type Context, page as answer, redirect, type Reply } from '#platform/http/route.ts'
import { button, csrfField, linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { adminFrame } from '#territory'
import { z } from 'zod'
import { rank } from './act.ts'
import { type Group, groups, HERE, idOf, type Line } from './lines.ts'

export const TITLE = 'Pages des agents'

/** Looked at before the one above; after the one below. */
const SENSES = ['avant', 'apres'] as const

const summary = ({ placed }: Line): string => {
  if (placed.length === 0) return 'Comme Parvis les place'
  const shown = placed.filter(({ state }) => state !== 'removed').length
  const fixed = placed.filter(({ isFixed }) => isFixed).length
  const held = fixed === 0 ? '' : `, dont ${plural(fixed, 'obligatoire', 'obligatoires')}`
  return `${plural(shown, 'bloc', 'blocs')}${held}`
}

/** Looked at before the one above, after the one below: a button is there only when it changes something. */
function ranks({ csrf }: Context, { id, audience }: Line, at: number, count: number): Html | null {
  const more = `«\u00a0${audience}\u00a0»`
  const buttons = [
    at > 0 && button('Monter', { kind: 'quiet', name: 'vers', value: SENSES[0], more, icon: 'arrow-up' }),
    at < count - 1 &&
      button('Descendre', { kind: 'quiet', name: 'vers', value: SENSES[1], more, icon: 'arrow-down' }),
  ]
  return count < 2
    ? null
    : html`<form class="arrange-bar" method="post" action="${HERE}/${id}/rang">${csrfField(csrf)}${buttons}</form>`
}

function groupPanel(ctx: Context, { authority, arranged, lines, reached }: Group, isNamed: boolean): Html {
  const items = lines.map((line, at) => {
    const said = at >= reached && tag('warn', 'Jamais lu\u00a0: celui du dessus est pour tous')
    return html`<li id="rang-${line.id}"><p><b>${at + 1}. <a href="${HERE}/${line.id}">${line.audience}</a></b> ${said}<br><span class="meta">${summary(line)}</span></p>${ranks(ctx, line, at, lines.length)}</li>`
  })
  const title = isNamed ? `${arranged.title}, ${authority}` : arranged.title
  return panel(title, html`<ol class="pick arranged">${items}</ol>`)
}

export const showList = (ctx: Context): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const all = await groups(tx)
    const isNamed = new Set(all.map(({ authority }) => authority)).size > 1
    const body =
      all.length === 0
        ? emptyState(
            'Rien n’est encore arrangé',
            'Chaque agent trouve les blocs dans l’ordre de Parvis, et arrange sa page.',
          )
        : all.map((group) => groupPanel(ctx, group, isNamed))
    const main = html`<div class="stack"><div class="row apart"><h1>${TITLE}</h1>${linkButton('Arranger une page pour un public', `${HERE}/nouvelle`)}</div>
      <p class="reading">Ce que les agents d’un <a href="/administration/publics">public</a> trouvent sur leur accueil et sur leur bureau, dans quel ordre, et ce qui ne peut être retiré. Chacun a le premier rangement de la liste dont il rencontre le public&nbsp;; qui n’en rencontre aucun a celui de Parvis. Chaque agent peut ensuite arranger le sien.</p>
      ${body}</div>`
    return answer(agentPage(await adminFrame(ctx, tx), { title: TITLE, main, current: HERE }))
  })

export const RankInput = z.object({ vers: z.enum(SENSES, 'Choisissez avant ou après.') })

export async function doRank(ctx: Context, { vers }: z.infer<typeof RankInput>): Promise<Reply> {
  const id = idOf(ctx)
  const could = await ctx.db.write(ctx.actor, (tx) => rank(tx, id, vers === SENSES[0] ? -1 : 1))
  const said = could ? `Il est regardé plus ${vers === SENSES[0] ? 'tôt' : 'tard'}.` : 'Rien n’a changé.'
  return redirect(`${HERE}#rang-${id}`, said)
}
