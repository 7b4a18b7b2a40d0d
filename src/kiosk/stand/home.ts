// What a kiosk offers: what is to be acknowledged first, then a few large ways on, each with what waits there.
import { helpDesksOf } from '#extranet'
import { kindIds, unreadOf } from '#notices'
import { unacknowledged } from '#publishing'
import { askedServices, ownAtWork } from '#requests'
import { surveysToAnswer } from '#surveys'
import { todayThere } from '#territory'
import { offersFor } from '#vacancies'
import { attrs, type Html, html } from '#platform/html.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { plural, typo } from '#platform/ui/french.ts'
import { icon, type IconName } from '#platform/ui/icon.ts'
import { atStand, HERE } from './page.ts'
import { MOST_OWN } from './own.ts'
import { payPage } from './pay.ts'
import { toRead } from './read.ts'
import { ASK, OWN } from './request.ts'
import type { Visit } from './visit.ts'

const MOST = 50
const FIRST = 3

interface Tile {
  href: string
  icon: IconName
  label: string
  said: string
}

const tile = ({ href, icon: drawn, label, said }: Tile, isFirst = false): Html =>
  html`<li ${attrs({ class: isFirst ? 'first-slot' : undefined })}><a ${attrs({ href, class: isFirst ? 'first' : undefined })}>${icon(drawn)}<span>${label}<small>${said}</small></span></a></li>`

const counted = (count: number, one: string, several: string, none: string): string =>
  count === 0 ? none : plural(count, one, several)

export const showHome = (ctx: Context, visit: Visit): Promise<Reply> =>
  ctx.db.read(ctx.actor, async (tx) => {
    const { personId } = visit
    const urgent = await unacknowledged(tx, personId, FIRST)
    const unread = await unreadOf(tx, personId, kindIds(ctx, 'desk'))
    const { count, isAll } = await toRead(tx, ctx.actor, personId)
    const asked = (await surveysToAnswer(tx, await todayThere(tx), MOST, { asked: ['agents'] })).length
    const offers = (await offersFor(tx, MOST)).length
    const desks = (await helpDesksOf(tx, visit.authorityId)).length
    const asks = (await askedServices(tx)).filter(({ isHere }) => isHere).length
    const going = (await ownAtWork(tx, MOST_OWN)).filter(({ state }) => state.kind !== 'done').length
    const pay = await payPage(tx, visit.authorityId)
    const tiles: Tile[] = [
      {
        href: `${HERE}/messages`,
        icon: 'mail',
        label: 'Messages',
        said: counted(unread, 'non lu', 'non lus', 'tout est lu'),
      },
      {
        href: `${HERE}/a-lire`,
        icon: 'book-open',
        label: 'À lire',
        said: isAll ? counted(count, 'page', 'pages', 'rien de neuf') : 'les dernières pages',
      },
      ...(asks === 0
        ? []
        : [{ href: ASK, icon: 'calendar-days' as const, label: 'Demander', said: 'à votre employeur' }]),
      {
        href: OWN,
        icon: 'inbox',
        label: 'Mes demandes',
        said: counted(going, 'en cours', 'en cours', 'aucune en cours'),
      },
      ...(pay === null
        ? []
        : [
            {
              href: `${HERE}/a-lire/${pay}`,
              icon: 'wallet' as const,
              label: 'Ma paie',
              said: 'où est le bulletin',
            },
          ]),
      {
        href: `${HERE}/questionnaires`,
        icon: 'vote',
        label: 'Questionnaires',
        said: counted(asked, 'attend vos réponses', 'attendent vos réponses', 'aucun en ce moment'),
      },
      {
        href: `${HERE}/emplois`,
        icon: 'briefcase',
        label: 'Emplois',
        said: counted(offers, 'poste ouvert', 'postes ouverts', 'aucun en ce moment'),
      },
      {
        href: `${HERE}/numeros`,
        icon: 'phone',
        label: 'Aide et numéros',
        said: counted(desks, 'équipe vous aide', 'équipes vous aident', 'urgences, collègues'),
      },
      { href: `${HERE}/semaine`, icon: 'printer', label: 'La semaine', said: 'à imprimer' },
    ]
    const main = html`<h1 class="hidden">Accueil</h1><ul class="big-tiles">${urgent.map((item) =>
      tile(
        {
          href: `${HERE}/a-lire/${item.id}`,
          icon: 'triangle-alert',
          label: typo(item.title),
          said: 'urgent\u00a0: à lire, puis à dire que vous l’avez lu',
        },
        true,
      ),
    )}${tiles.map((one) => tile(one))}</ul>`
    return atStand(ctx, visit, { title: 'Accueil', main })
  })
