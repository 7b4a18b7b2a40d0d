// The pages of signing in with the account of one's authority, and of its settings.
import { post, type Route } from '#platform/http/route.ts'
import { adminForm } from '#territory'
import { employerChange } from './employer.admin.ts'
import { doLeave, employerAgain, EmployerInput, showEmployer, showReturn } from './sign-in.citizen.ts'

const open = { action: 'account.federate', face: 'citizen' } as const
const title = 'Entrer avec le compte de sa collectivité'

export const employerRoutes: readonly Route[] = [
  { ...open, get: '/connexion/collectivite', title, handle: showEmployer },
  post({
    ...open,
    post: '/connexion/collectivite',
    title,
    input: EmployerInput,
    handle: doLeave,
    again: employerAgain,
  }),
  { ...open, get: '/connexion/collectivite/retour', title: 'Retour de la collectivité', handle: showReturn },
  ...adminForm(employerChange),
]
