// Where a questionnaire is read and answered, by whom it is asked of: agents, elected members, residents. Whoever asks keeps all of theirs on the intranet.
import { accountMain } from '#people'
import { ownDesk, ownSeat, type Relation, signedIn } from '#platform/access.ts'
import type { Actor } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import type { Html } from '#platform/html.ts'
import { frameOf } from '#platform/http/frame.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { section } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { agentPage, citizenPage } from '#platform/ui/layout.ts'
import { intranetFrame, territoriesFrame, territory } from '#territory'

export type Asked = 'agents' | 'elected' | 'residents'

export const HERE = '/intranet/questionnaires'
const HOME: Readonly<Record<Asked, string>> = {
  agents: HERE,
  elected: '/territoires/questionnaires',
  residents: '/compte/questionnaires',
}

export interface Where {
  readonly asked: Asked
  readonly at: string
  readonly face: 'agent' | 'citizen'
  /** Actions. */
  readonly list: string
  readonly read: string
  readonly answer: string
  /** Who answers, by the first wall. */
  readonly who: Relation
  /** Who it is put to, in words: « aux agents ». */
  readonly to: string
  /** From whom what is answered is kept: « Ni votre responsable, … ». */
  readonly from: string
  readonly framed: (ctx: Context, tx: Read, title: string, main: Html) => Promise<Html>
  readonly part: (title: string, body: Html) => Html
}

export const PLACES: Readonly<Record<Asked, Where>> = {
  agents: {
    ...{ asked: 'agents', at: HOME.agents, face: 'agent' },
    ...{ list: 'survey.list', read: 'survey.read', answer: 'survey.answer' },
    ...{ who: ownDesk, to: 'aux agents', from: 'Ni votre responsable, ni vos collègues' },
    framed: async (ctx, tx, title, main) =>
      agentPage(await intranetFrame(ctx, tx), { title, main, current: HOME.agents }),
    part: panel,
  },
  elected: {
    ...{ asked: 'elected', at: HOME.elected, face: 'agent' },
    ...{ list: 'survey.sit', read: 'survey.sit', answer: 'survey.sit_answer' },
    ...{ who: ownSeat, to: 'aux élus', from: 'Ni les autres élus, ni les services' },
    framed: async (ctx, tx, title, main) =>
      agentPage(await territoriesFrame(ctx, tx), { title, main, current: HOME.elected }),
    part: panel,
  },
  residents: {
    ...{ asked: 'residents', at: HOME.residents, face: 'citizen' },
    ...{ list: 'survey.live_here', read: 'survey.live_here', answer: 'survey.live_here_answer' },
    ...{ who: signedIn, to: 'aux habitants', from: 'Ni les agents, ni les élus' },
    framed: (ctx, _tx, title, main) =>
      Promise.resolve(
        citizenPage(frameOf(ctx), {
          title,
          main: accountMain(ctx, HOME.residents, main, { wide: true }),
          current: '/compte',
        }),
      ),
    part: section,
  },
}

export const addressOf = ({ asked, id }: { asked: Asked; id: number }): string => `${HOME[asked]}/${id}`

/** As whom whoever acts may be asked at work, in their own name. */
export const workOf = (actor: Actor): Asked[] =>
  (['agents', 'elected'] as const).filter((asked) => PLACES[asked].who.ever(actor))

export const framed = async (
  place: Where,
  ctx: Context,
  tx: Read,
  { title, main, status = 200 }: { title: string; main: Html; status?: number },
): Promise<Reply> => page(await place.framed(ctx, tx, title, main), status)

/** The authority of this counter, and the metropolis: what they ask of residents is asked here. */
export async function authoritiesHere(ctx: Context, tx: Read): Promise<number[]> {
  const place = await territory(tx)
  const here = place.authorities.find(({ slug }) => slug === ctx.site.slug)
  return [...new Set([here?.id ?? place.metropolis.id, place.metropolis.id])]
}
