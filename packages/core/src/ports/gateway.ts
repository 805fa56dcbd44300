/** What a gateway said when it was asked whether it serves. */
export type GatewayAnswer =
  | { kind: 'answered'; status: number; ms: number }
  | { kind: 'no-answer'; words: string };

/** A service's gateways, asked as any client would: without a token. */
export type Gateway = {
  /**
   * Asks `GATEWAY-URL/status-0123456789abcdef`, which every gateway answers with 200 (facts/azure.md
   * 1.2; Azure's own probe address). No redirect is followed. Never throws. Bound: 10 s.
   */
  probe(gatewayUrl: string, signal?: AbortSignal): Promise<GatewayAnswer>;
};
