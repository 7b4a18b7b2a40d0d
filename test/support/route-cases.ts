// Every route of the program, with one way to visit it and who may: a route that is not here fails the tests.
import type { RouteCase } from './route-cases/case.ts'
import { administration } from './route-cases/administration.ts'
import { agreements } from './route-cases/agreements.ts'
import { agents } from './route-cases/agents.ts'
import { bodies } from './route-cases/bodies.ts'
import { brochures } from './route-cases/brochures.ts'
import { competence } from './route-cases/competence.ts'
import { dav, davCalls } from './route-cases/dav.ts'
import { directory } from './route-cases/directory.ts'
import { demo } from './route-cases/demo.ts'
import { digest } from './route-cases/digest.ts'
import { extranet } from './route-cases/extranet.ts'
import { feeds } from './route-cases/feeds.ts'
import { files } from './route-cases/files.ts'
import { forms } from './route-cases/forms.ts'
import { identity } from './route-cases/identity.ts'
import { joining } from './route-cases/joining.ts'
import { intranet } from './route-cases/intranet.ts'
import { lists } from './route-cases/lists.ts'
import { live } from './route-cases/live.ts'
import { forums } from './route-cases/forums.ts'
import { loans } from './route-cases/loans.ts'
import { ads } from './route-cases/ads.ts'
import { correspondents } from './route-cases/correspondents.ts'
import { kiosk } from './route-cases/kiosk.ts'
import { vacancies } from './route-cases/vacancies.ts'
import { studio } from './route-cases/studio.ts'
import { surveys } from './route-cases/surveys.ts'
import { machines } from './route-cases/machines.ts'
import { collaborators } from './route-cases/collaborators.ts'
import { media } from './route-cases/media.ts'
import { mandates } from './route-cases/mandates.ts'
import { notices } from './route-cases/notices.ts'
import { organisation } from './route-cases/organisation.ts'
import { pass } from './route-cases/pass.ts'
import { passGrids } from './route-cases/pass-grids.ts'
import { passCalls } from './route-cases/pass-doors.ts'
import { passDesk } from './route-cases/pass-desk.ts'
import { passApi } from './route-cases/pass-api.ts'
import { passWallets } from './route-cases/pass-wallets.ts'
import { passCards } from './route-cases/pass-cards.ts'
import { people } from './route-cases/people.ts'
import { privacy } from './route-cases/privacy.ts'
import { provisioning, provisioningCalls } from './route-cases/provisioning.ts'
import { audiences } from './route-cases/audiences.ts'
import { publishing } from './route-cases/publishing.ts'
import { register } from './route-cases/register.ts'
import { requests } from './route-cases/requests.ts'
import { runs } from './route-cases/runs.ts'
import { search } from './route-cases/search.ts'
import { sources } from './route-cases/sources.ts'
import { services } from './route-cases/services.ts'
import { signin } from './route-cases/signin.ts'
import { spaces } from './route-cases/spaces.ts'
import { steering } from './route-cases/steering.ts'
import { templates } from './route-cases/templates.ts'
import { territory } from './route-cases/territory.ts'

export type { RouteCase } from './route-cases/case.ts'

/** Pages and forms, by the row's address: « GET /demarches/:slug ». */
export const pageCases: Readonly<Record<string, RouteCase>> = {
  ...territory,
  ...signin,
  ...people,
  ...identity,
  ...runs,
  ...extranet,
  ...steering,
  ...digest,
  ...feeds,
  ...files,
  ...privacy,
  ...collaborators,
  ...mandates,
  ...media,
  ...notices,
  ...forms,
  ...search,
  ...services,
  ...agents,
  ...competence,
  ...studio,
  ...templates,
  ...organisation,
  ...provisioning,
  ...dav,
  ...bodies,
  ...brochures,
  ...administration,
  ...agreements,
  ...joining,
  ...register,
  ...requests,
  ...audiences,
  ...publishing,
  ...sources,
  ...spaces,
  ...demo,
}

export const routeCases: Readonly<Record<string, RouteCase>> = {
  ...pageCases,
  ...directory,
  ...intranet,
  ...live,
  ...lists,
  ...forums,
  ...loans,
  ...ads,
  ...correspondents,
  ...vacancies,
  ...kiosk,
  ...pass,
  ...passDesk,
  ...passGrids,
  ...surveys,
  ...machines,
  ...provisioningCalls,
  ...davCalls,
  ...passCalls,
  ...passWallets,
  ...passApi,
  ...passCards,
}
