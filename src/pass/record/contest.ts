// A right of the pass that somebody contests: a request of the counter, of this service (definitions/services).
export const CONTEST = 'contester-un-droit-du-pass'
