import type { Gateway, GatewayAnswer } from '../ports/gateway.ts';

/** Gateways that answer 200 unless told otherwise. */
export type FakeGateway = Gateway & {
  /** What a gateway answers from now on. */
  answer(gatewayUrl: string, answer: GatewayAnswer): void;
  /** The addresses that were asked, in order. */
  readonly asked: readonly string[];
};

/** A {@link FakeGateway} whose every gateway serves. */
export function fakeGateway(): FakeGateway {
  const answers = new Map<string, GatewayAnswer>();
  const asked: string[] = [];
  return {
    asked,
    answer: (gatewayUrl, answer) => void answers.set(gatewayUrl, answer),
    async probe(gatewayUrl) {
      asked.push(gatewayUrl);
      return answers.get(gatewayUrl) ?? { kind: 'answered', status: 200, ms: 12 };
    },
  };
}
