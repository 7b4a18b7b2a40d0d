// GET /agents/pass: whoever is there is found by their account number, or by their whole name and birth date, and nobody is browsed.
import type { Context } from '#platform/http/route.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { peopleNamed } from '#people'
import { residentOf } from '#requests'
import { agentOf, countAtDesk, findAtDesk } from '#signin'
import { agentForm } from '#territory'
import { CONTEST } from '../record/contest.ts'
import { fileAt, HERE, NOT_ONESELF, noteServed } from './file.ts'

const FORM = formOf({
  numero: field({
    label: 'Numéro de compte',
    hint: 'Dix chiffres. Ou la demande d’un droit contesté que vous traitez, par exemple 2026-00042.',
    optional: true,
    control: 'line',
    medium: true,
    type: lineOf(40),
  }),
  prenom: field({
    label: 'Prénom',
    hint: 'Sans numéro\u00a0: prénom, nom et date de naissance, entiers.',
    optional: true,
    control: 'line',
    type: lineOf(100),
  }),
  nom: field({ label: 'Nom', optional: true, control: 'line', type: lineOf(100) }),
  naissance: field({ label: 'Date de naissance', optional: true, control: 'day', type: dayOrNone }),
})

interface Typed {
  numero: string
  prenom: string
  nom: string
  naissance: string | null
}

const refuse = (name: keyof Typed, message: string) => new BadInput([{ field: name, message }])

const REF = /^\d{4}-\d{5,}$/

/** Whose pass is contested, for whoever handles that request: the person need not be there. @throws BadInput */
async function findContested(ctx: Context, ref: string): Promise<number> {
  const found = await ctx.db.read(ctx.actor, (tx) => residentOf(tx, { ref, service: CONTEST }))
  if (found === undefined)
    throw refuse('numero', 'Aucune contestation en cours n’a ce numéro parmi celles que vous traitez.')
  if (found === null)
    throw refuse('numero', 'Cette demande n’est liée à aucun compte\u00a0: demandez le nom.')
  return found
}

/** @throws BadInput beside what is missing, or when it is nobody, or several; TooMany */
async function findPerson(ctx: Context, typed: Typed): Promise<number> {
  const { numero, prenom, nom, naissance } = typed
  if (REF.test(numero)) return findContested(ctx, numero)
  if (numero !== '') return (await findAtDesk(ctx, ctx.actor, numero)).account.personId
  if (prenom === '' && nom === '' && naissance === null)
    throw refuse('numero', 'Écrivez le numéro de compte, ou le nom entier et la date de naissance.')
  if (prenom === '') throw refuse('prenom', 'Écrivez le prénom entier.')
  if (nom === '') throw refuse('nom', 'Écrivez le nom entier.')
  if (naissance === null) throw refuse('naissance', 'Écrivez la date de naissance.')
  await countAtDesk(ctx, ctx.actor, 'deskFind')
  const [found, other] = await ctx.db.read(system, (tx) => peopleNamed(tx, `${prenom} ${nom}`, naissance))
  if (found === undefined)
    throw refuse(
      'naissance',
      'Personne n’a ce nom entier et cette date de naissance. Relisez-les, ou ouvrez un compte.',
    )
  if (other !== undefined)
    throw refuse(
      'numero',
      'Plusieurs personnes ont ce nom et cette date de naissance\u00a0: demandez le numéro de compte.',
    )
  return found.personId
}

export const findRoutes: readonly Route[] = agentForm({
  at: HERE,
  action: 'pass.serve',
  title: 'Pass au guichet',
  form: FORM,
  button: 'Trouver la personne',
  back: { href: '/agents', label: 'Revenir à la file' },
  shown: async () => ({
    intro: html`<p class="reading">La personne est devant vous, ou son parent. Elle lit dans «&nbsp;Mes données&nbsp;» que vous avez ouvert son pass.</p>
      <div class="row">${linkButton('Ouvrir un compte sur papier', '/agents/comptes/nouveau', { kind: 'quiet' })}${linkButton('Ma caisse du jour', `${HERE}/caisse`, { kind: 'quiet' })}</div>`,
  }),
  act: async (_, typed, ctx) => async () => {
    const personId = await findPerson(ctx, typed)
    if (personId === agentOf(ctx.actor).agentId) throw refuse('numero', NOT_ONESELF)
    await ctx.db.write(system, (tx) =>
      noteServed(
        tx,
        ctx.actor,
        personId,
        REF.test(typed.numero)
          ? `A ouvert votre pass, pour la contestation ${typed.numero}`
          : 'A ouvert votre pass à un guichet',
      ),
    )
    return redirect(fileAt(ctx, personId))
  },
})
