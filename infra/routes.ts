import { Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type Declared, type GatewayRoute, gatewayRoutes } from './capabilities.ts';
import { alarmOn } from './constructs/symptom.ts';
import { ofApi } from './metrics.ts';
import { arn, functionArn, issuer, namesIn, published } from './references.ts';

interface RoutesProps extends StackProps {
  readonly brand: string;
  readonly declared: readonly Declared[];
}

/** Opens a brand's API: which path leads to which capability, and whose tokens it asks for. */
export class RoutesStack extends Stack {
  readonly #apiId: string;

  constructor(scope: Construct, id: string, props: RoutesProps) {
    super(scope, id, props);
    const { brand, declared } = props;
    const { parameters } = namesIn(this);
    this.#apiId = published(this, parameters.api(brand));
    const authorizers = {
      own: this.#authorizer(`${brand}-customers`, parameters.customersPool(brand), parameters.customersClient(brand)),
      staff: this.#authorizer(`${brand}-staff`, parameters.staffPool, parameters.staffClient),
      open: undefined,
    };
    for (const each of declared) {
      const routes = gatewayRoutes(each);
      if (routes.length === 0) continue;
      const target = this.#integration(each.contract.capability);
      for (const route of routes) this.#route(target, route, authorizers[route.area]);
    }
    alarmOn(this, {
      name: `${brand}-api-fails`,
      metric: ofApi(this.#apiId, '5xx', Stats.SUM),
      above: 2,
      minutes: 2,
      says:
        `Requests to the API of ${brand} fail, and people see it. Look for errors in the logs of the functions ` +
        'named …-api, from the time of the alarm on.',
    });
  }

  #authorizer(name: string, pool: string, client: string): string {
    const authorizer = new CfnAuthorizer(this, `Authorizer-${name}`, {
      apiId: this.#apiId,
      name,
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: issuer(this, published(this, pool)), audience: [published(this, client)] },
    });
    return authorizer.ref;
  }

  /** The way from the API to a capability's function, and the one permission that all its routes need. */
  #integration(capability: string): string {
    const integrationUri = functionArn(this, namesIn(this).functionName(capability, 'api'));
    const integration = new CfnIntegration(this, `Integration-${capability}`, {
      apiId: this.#apiId,
      integrationType: 'AWS_PROXY',
      integrationUri,
      payloadFormatVersion: '2.0',
    });
    new CfnPermission(this, `Permission-${capability}`, {
      action: 'lambda:InvokeFunction',
      functionName: integrationUri,
      principal: 'apigateway.amazonaws.com',
      sourceArn: arn(this, 'execute-api', `${this.#apiId}/*`),
    });
    return `integrations/${integration.ref}`;
  }

  #route(target: string, { key, area }: GatewayRoute, authorizerId: string | undefined): void {
    const route = new CfnRoute(this, key, {
      apiId: this.#apiId,
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
