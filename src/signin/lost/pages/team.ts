// The page of whoever is in charge of agents: their second factors; and the page to refuse a reset.
import { ofPerson } from '#platform/french/noun.ts'
import { type Html, html } from '#platform/html.ts'
import { ownPage } from '#platform/http/own-page.ts'
import type { Context } from '#platform/http/route.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { emptyState, tag } from '#platform/ui/feedback.ts'
import { dateTime } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { accountMain } from '#people'
import { formPage, hidden } from '#platform/http/form-page.ts'
import type { TeamMember } from '../../factors/queries.reset.ts'

/** Its name, in the menus that lead there. */
export const TEAM = 'Double vérification de mon équipe'

const columns = [
  { label: 'Personne' },
  { label: 'Service' },
  { label: 'Double vérification' },
  { label: 'Réinitialiser', hidden: true },
  { label: 'ProConnect' },
]

export function teamPage(ctx: Context, team: readonly TeamMember[], zone: string): Html {
  const rows = team.map(({ personId, name, units, hasFactor, hasProConnect, resetDueAt }) => [
    name,
    units.join(', '),
    hasFactor ? tag('good', 'Active') : tag('idle', 'À activer'),
    resetDueAt !== null
      ? html`Oubliée le <time datetime="${resetDueAt.toISOString()}">${dateTime(resetDueAt, zone)}</time>`
      : hasFactor &&
        buttonForm('Réinitialiser', `/compte/equipe/${personId}/reinitialisation`, ctx.csrf, {
          kind: 'quiet',
          more: `pour ${name}`,
        }),
    hasProConnect
      ? buttonForm('Retirer le lien', `/compte/equipe/${personId}/proconnect`, ctx.csrf, {
          kind: 'quiet',
          more: `ProConnect ${ofPerson(name)}`,
        })
      : tag('idle', 'Non relié'),
  ])
  const title = TEAM
  const body = html`<h1>${title}</h1>
    <p class="lead">Un agent ou un élu a perdu son téléphone et ses codes de secours&nbsp;? Vérifiez de vive voix que c’est bien lui, puis réinitialisez. Il est prévenu par courriel, peut annuler, et rien ne change pendant 24&nbsp;heures.</p>
    ${team.length === 0 ? emptyState('Personne dans vos équipes') : table({ caption: 'Agents de mes services', captionHidden: true, columns, rows })}`
  const main = accountMain(ctx, '/compte/equipe', body, { wide: true })
  return ownPage(ctx, { title, main })
}

const WHO = {
  team: 'Quelqu’un de responsable dans votre service a demandé',
  self: 'Quelqu’un qui connaît votre mot de passe a demandé',
}

export function refuseResetPage(ctx: Context, token: string, by: keyof typeof WHO): Html {
  return formPage(ctx, {
    title: 'Garder mes moyens de connexion',
    current: '/connexion',
    intro: html`<p>${WHO[by]} que votre application de codes, vos clés d’accès et vos codes de secours soient oubliés. Si vous ne les avez pas perdus, gardez-les.</p>${by === 'self' && html`<p>Si ce n’est pas vous, changez ensuite votre mot de passe&nbsp;: quelqu’un le connaît.</p>`}`,
    action: '/connexion/reinitialisation',
    fields: hidden('jeton', token),
    button: 'Annuler la réinitialisation',
  })
}
