import { form, signedIn, staff, type RouteCase } from './case.ts'

export const notices: Readonly<Record<string, RouteCase>> = {
  'GET /compte/notifications': { url: () => '/compte/notifications', may: signedIn },
  'GET /compte/notifications/choix': { url: () => '/compte/notifications/choix', may: signedIn },
  'POST /compte/notifications/choix': { ...form('/compte/notifications/choix'), may: signedIn },
  'POST /compte/notifications/lues': {
    ...form('/compte/notifications/lues', { jusque: '0' }, [303]),
    may: signedIn,
  },
  'POST /compte/notifications/:id/lecture': {
    ...form('/compte/notifications/0/lecture', {}, [404]),
    may: signedIn,
  },
  'GET /agents/notifications': { url: () => '/agents/notifications', may: staff },
  'GET /agents/notifications/choix': { url: () => '/agents/notifications/choix', may: staff },
  'POST /agents/notifications/choix': { ...form('/agents/notifications/choix'), may: staff },
  'POST /agents/notifications/lues': {
    ...form('/agents/notifications/lues', { jusque: '0' }, [303]),
    may: staff,
  },
  'POST /agents/notifications/:id/lecture': {
    ...form('/agents/notifications/0/lecture', {}, [404]),
    may: staff,
  },
}
