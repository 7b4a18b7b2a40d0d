// The two places where who is in a space is said: the space itself, for those who moderate it; the administration, for whoever keeps it.
import type { Read } from '#platform/db/db.ts'
import type { Context, Route } from '#platform/http/route.ts'
import type { Fields, FormScreen } from '#platform/screens/form.ts'
import { adminForm } from '#territory'
import { ONE, spaceForm } from '../record/frame.ts'
import { idOf } from '../record/frame.ts'
import type { Space } from '../record/queries.ts'
import { spaceFor } from '../record/write.ts'

export interface Place {
  /** Address of the page that says who is in it. */
  readonly at: string
  readonly face: 'admin' | 'agent'
  readonly action: 'space.moderate' | 'space.keep'
  readonly form: <F extends Fields>(screen: Omit<FormScreen<F>, 'face'>) => Route[]
}

export const KEPT = '/administration/espaces'
export const KEEPING: Place = {
  at: `${KEPT}/:espace`,
  face: 'admin',
  action: 'space.keep',
  form: adminForm,
}
export const MODERATING: Place = {
  at: `${ONE}/membres`,
  face: 'agent',
  action: 'space.moderate',
  form: spaceForm,
}

/** The page of a place, of that space. */
export const pageOf = ({ at }: Place, { id }: Pick<Space, 'id'>): string => at.replace(':espace', String(id))

export const backTo = ({ at }: Place) => ({ href: at, label: 'Revenir à l’espace' })

/** The space that the address of a place names. @throws NotFound for whoever may not */
export const asked = ({ action }: Place, tx: Read, ctx: Pick<Context, 'params'>): Promise<Space> =>
  spaceFor(tx, action, idOf(ctx, 'espace'))
