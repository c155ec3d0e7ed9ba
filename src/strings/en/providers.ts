const serve = 'Start it with `ollama serve`, then try again.'
const address = 'Check the address in OLLAMA_HOST.'

/** What those who answer say of themselves, and what is said when they cannot: what happened, and what to do. */
export const providerWords = {
  providers: {
    notOffered: 'That model is not offered any more. Choose another one and ask again.',
    silent: { problem: 'Ollama does not answer.', advice: 'It may be busy or starting. Try again in a moment.' },
    none: {
      problem: 'Ollama is running, but has no model to chat with.',
      advice: 'Get one with `ollama pull llama3.2`, then try again.',
    },
    /** On Workers, where there is no neighbour to look for. */
    notConnected: {
      problem: 'No Ollama is connected.',
      advice: 'Set OLLAMA_HOST to the address of one that can be reached from the internet, and deploy again.',
    },
    fellSilent: (minutes: number) =>
      `The model has sent nothing for ${minutes} minutes, so the answer was ended. See whether it still runs, then continue.`,
  },
  ollama: {
    unknownHost: (host: string) => ({ problem: `There is no server named ${host}.`, advice: address }),
    unreachable: (host: string, code: string | undefined, local: boolean) => ({
      problem: `Ollama does not answer at ${host}${code ? ` (${code})` : ''}.`,
      advice: local ? serve : 'Check OLLAMA_HOST, and that Ollama runs there and listens beyond its own machine.',
    }),
    silent: (host: string, seconds: number) => ({
      problem: `Ollama at ${host} did not answer within ${seconds} s.`,
      advice: 'It may be busy: try again, or restart it with `ollama serve`.',
    }),
    notOllama: (host: string) => ({ problem: `What answers at ${host} is not Ollama.`, advice: address }),
    redirected: (host: string, to?: string) => ({
      problem: `What answers at ${host} sends Weir to another address${to ? `, ${to}` : ''}, and Weir did not follow.`,
      advice: 'Set OLLAMA_HOST to the address at which Ollama itself answers.',
    }),
    noAccess: (host: string, reason?: string) => ({
      problem: `Ollama at ${host} refused access${because(reason)}.`,
      advice:
        'Set OLLAMA_API_KEY to a key that it accepts, or run `ollama signin` there if the model is one of its cloud.',
    }),
    onlyProxy: (host: string, status: number) => ({
      problem: `${host} is there, but no Ollama behind it (HTTP ${status}).`,
      advice: 'Start it with `ollama serve`.',
    }),
    notInstalled: (model: string) => ({
      problem: `The model ${model} is not installed.`,
      advice: `Get it with \`ollama pull ${model}\`.`,
    }),
    refused: (status: number, reason?: string) => ({
      problem: `Ollama refused the request (HTTP ${status})${because(reason)}.`,
      advice: remedy(reason),
    }),
    failedMidway: (reason: string) => ({
      problem: `Ollama stopped in the middle of the answer${because(reason)}.`,
      advice: remedy(reason),
    }),
    brokenOff: {
      problem: 'The connection to Ollama broke before the answer was finished.',
      advice: 'See whether Ollama still runs, then continue the answer.',
    },
    garbled: {
      problem: 'Ollama sent something that is not part of an answer, so it was cut off there.',
      advice: 'Continue the answer, and look at what stands between Weir and Ollama if it happens again.',
    },
  },
  workersAi: {
    refused: (reason?: string) =>
      `Workers AI did not take the question${because(reason)}. Try again, or choose another model.`,
    brokenOff: 'Workers AI broke the answer off. Continue goes on from there.',
  },
}

function because(reason: string | undefined): string {
  return reason ? `: ${reason.trim().replace(/\.$/, '')}` : ''
}

/** What helps against what Ollama itself has said, which is English wherever it runs. */
function remedy(reason = ''): string {
  if (/memory/i.test(reason)) return 'Choose a smaller model or a shorter context, or close other programs.'
  if (/does not support/i.test(reason)) return 'Choose another model, or other settings.'
  return 'Try again; what `ollama serve` prints may tell more.'
}
