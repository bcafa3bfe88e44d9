import { Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Declared, type GatewayRoute, gatewayRoutes } from './capabilities.ts';
import { functionName, parameters } from './names.ts';
import { arn, functionArn, issuer, published } from './references.ts';
import type { Stage } from './stage.ts';

/** Opens the brands' APIs: which path leads to which capability, and whose tokens it asks for. */
export class RoutesStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage; declared: readonly Declared[] }) {
    super(scope, id, props);
    for (const brand of props.stage.brands) {
      const apiId = published(this, parameters.api(brand));
      const authorizers = {
        own: this.#authorizer(
          `${brand}-customers`,
          apiId,
          parameters.customersPool(brand),
          parameters.customersClient(brand),
        ),
        staff: this.#authorizer(`${brand}-staff`, apiId, parameters.staffPool, parameters.staffClient),
        open: undefined,
      };
      for (const each of props.declared) {
        const routes = gatewayRoutes(each);
        if (routes.length === 0) continue;
        const target = this.#integration(`${brand}-${each.contract.capability}`, apiId, each.contract.capability);
        for (const route of routes) this.#route(brand, apiId, target, route, authorizers[route.area]);
      }
    }
  }

  #authorizer(name: string, apiId: string, pool: string, client: string): string {
    const authorizer = new CfnAuthorizer(this, `Authorizer-${name}`, {
      apiId,
      name,
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: issuer(this, published(this, pool)), audience: [published(this, client)] },
    });
    return authorizer.ref;
  }

  /** The way from one API to a capability's function, and the one permission that all its routes need. */
  #integration(name: string, apiId: string, capability: string): string {
    const integrationUri = functionArn(this, functionName(capability, 'api'));
    const integration = new CfnIntegration(this, `Integration-${name}`, {
      apiId,
      integrationType: 'AWS_PROXY',
      integrationUri,
      payloadFormatVersion: '2.0',
    });
    new CfnPermission(this, `Permission-${name}`, {
      action: 'lambda:InvokeFunction',
      functionName: integrationUri,
      principal: 'apigateway.amazonaws.com',
      sourceArn: arn(this, 'execute-api', `${apiId}/*`),
    });
    return `integrations/${integration.ref}`;
  }

  #route(
    brand: string,
    apiId: string,
    target: string,
    { key, area }: GatewayRoute,
    authorizerId: string | undefined,
  ): void {
    const route = new CfnRoute(this, `${brand} ${key}`, {
      apiId,
      routeKey: key,
      target,
      ...(authorizerId === undefined ? { authorizationType: 'NONE' } : { authorizationType: 'JWT', authorizerId }),
    });
    if (area !== 'open') return;
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Declared open: it asks for no sign-in, and its area says so',
    });
  }
}
