// Who recruits for an offer: whoever publishes for its authority names them, and says who does no longer. Each is told on the offer.
import { NotFound, BadInput, Conflict } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { html } from '#platform/html.ts'
import { type Context, post, redirect, type Route } from '#platform/http/route.ts'
import { emit } from '#platform/ledger/events.ts'
import { field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { adminForm } from '#territory'
import { z } from 'zod'
import { deleteRecruiter, nameRecruiter, recruitersOf } from '../apply/queries.ts'
import { VACANCY } from '../record/keep.ts'
import { heldVacancy, keptVacancies, type Vacancy } from '../record/queries.ts'
import { KEPT, numberIn } from '../record/where.ts'

const AT = `${KEPT}/:offre/recruteurs`
export const recruitersAt = (id: number): string => `${KEPT}/${id}/recruteurs`

async function asked(tx: Read, ctx: Context): Promise<Vacancy> {
  const found = (await keptVacancies(tx)).find(({ id }) => String(id) === ctx.params.offre)
  if (found === undefined) throw new NotFound()
  return found
}

async function held(tx: Write, ctx: Context): Promise<number> {
  const found = await heldVacancy(tx, numberIn(ctx, 'offre'))
  if (found === undefined) throw new NotFound()
  return found.id
}

const tell = (tx: Write, name: string, subjectId: number, recruiterId: number) =>
  emit(tx, { name, subjectKind: VACANCY, subjectId, payload: { recruiterId } })

export const namingRoutes: readonly Route[] = [
  ...adminForm({
    at: AT,
    ...{ action: 'vacancy.keep', title: 'Qui lit les candidatures', button: 'Nommer' },
    back: { href: `${KEPT}/:offre`, label: 'Revenir à l’offre' },
    form: formOf({
      email: field({
        label: 'Adresse e-mail',
        hint: 'Celle d’un agent de la collectivité de l’offre. Son nom se lit de qui postule.',
        control: 'email',
        type: z
          .string()
          .trim()
          .min(1, 'Écrivez une adresse e-mail.')
          .max(254, 'Cette adresse est trop longue.'),
      }),
    }),
    async shown(tx, ctx) {
      const offer = await asked(tx, ctx)
      const named = await recruitersOf(tx, offer.id)
      const list = named.map(
        ({ id, name }) =>
          html`<li><span>${name}</span>${named.length > 1 && buttonForm('Retirer', `${recruitersAt(offer.id)}/${id}`, ctx.csrf, { kind: 'bare', more: name })}</li>`,
      )
      return {
        title: `Qui lit les candidatures\u00a0: ${offer.title}`,
        intro: html`<p class="reading">Ces personnes lisent les candidatures et disent ce qu’elles deviennent. Personne d’autre ne les lit, pas même qui publie l’offre sans être nommé ici, ni une personne nommée qui a elle-même postulé.</p>${named.length > 0 && panel('Nommées', html`<ul class="pick inside">${list}</ul>`)}`,
      }
    },
    async act(tx, { email }, ctx) {
      const id = await held(tx, ctx)
      const found = await nameRecruiter(tx, id, email)
      if (found === null)
        throw new BadInput([
          {
            field: 'email',
            message: 'Aucun agent de cette collectivité n’a cette adresse.',
          },
        ])
      await tell(tx, 'vacancy.named', id, found)
      return redirect(recruitersAt(id), 'La personne est nommée.')
    },
  }),
  post({
    post: `${AT}/:recruteur`,
    ...{
      action: 'vacancy.keep',
      title: 'Retirer qui lit les candidatures',
      face: 'admin',
      input: z.object({}),
    },
    async handle(ctx) {
      const id = await ctx.db.write(ctx.actor, async (tx) => {
        const vacancyId = await held(tx, ctx)
        const named = await recruitersOf(tx, vacancyId)
        const gone = named.find((one) => one.id === numberIn(ctx, 'recruteur'))
        if (gone === undefined) throw new NotFound()
        if (named.length === 1) throw new Conflict('Gardez au moins une personne, qui lise les candidatures.')
        await deleteRecruiter(tx, vacancyId, gone.id)
        await tell(tx, 'vacancy.unnamed', vacancyId, gone.personId)
        return vacancyId
      })
      return redirect(recruitersAt(id), 'La personne ne lit plus les candidatures.')
    },
  }),
]
