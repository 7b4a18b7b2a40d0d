// The list of identities to be checked, for the administration of the metropolis.
import { type Html, html } from '#platform/html.ts'
import { adminNav } from '#platform/http/navigation.ts'
import { agentFrameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { providers } from '../providers.ts'
import type { Because, Check } from '../queries.check.ts'

const WHY: Readonly<Record<Because, string>> = {
  'same-pivot': 'Le même état civil, sous un identifiant nouveau.',
  'same-email':
    'La même adresse e-mail chez le fournisseur, avec un autre état civil\u00a0: changement de nom, ou adresse partagée.',
  'other-link': 'Le compte est déjà relié à une autre identité du même fournisseur.',
  'changed-pivot': 'Le même identifiant, avec un état civil qui a changé.',
}

function checkPanel(ctx: Context, check: Check, zone: string): Html {
  const act = (label: string, decision: string, kind: 'quiet' | 'bare') =>
    buttonForm(label, `/administration/identites/${check.id}`, ctx.csrf, { kind, fields: { decision } })
  return panel(
    `${check.accountName} et ${check.name}`,
    html`${facts([
      ['Compte', [check.accountName, check.accountEmail].filter((part) => part !== null).join(', ')],
      ['Identité reçue', `${check.name}, par ${providers[check.provider].name}`],
      ['Pourquoi', WHY[check.because]],
      ['Depuis', dateTime(check.askedAt, zone)],
    ])}<div class="row gap">${act('C’est la même personne\u00a0: relier', 'same', 'quiet')}${act('Ce sont deux personnes', 'other', 'bare')}</div>`,
  )
}

/** GET /administration/identites */
export function checksPage(
  ctx: Context,
  view: { checks: readonly Check[]; zone: string; today: string },
): Html {
  const { checks, zone, today } = view
  const frame = agentFrameOf(ctx, '', adminNav(ctx), today)
  const main = html`<div class="stack"><h1>Identités à vérifier</h1>
    <p>Une identité qui a changé n’est jamais reliée sans qu’une personne l’ait comparée. Demandez une preuve à l’usager avant de décider&nbsp;: relier à tort donne le compte d’un autre.</p>
    ${checks.length === 0 ? html`<p>Aucune identité n’attend.</p>` : checks.map((check) => checkPanel(ctx, check, zone))}</div>`
  return agentPage(frame, { title: 'Identités à vérifier', main, current: '/administration/identites' })
}
