import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.kubernetes.operator.api.FlinkBlueGreenDeployment;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.FlinkSessionJob;
import org.apache.flink.kubernetes.operator.api.FlinkStateSnapshot;

/**
 * Fabric8's stand-in for an API server, of the operator's own tests, as a process: keeps what it is
 * given, tells who watches, and checks nothing. Its argument is the port.
 */
public final class ApiServer {

    private ApiServer() {}

    public static void main(String[] arguments) throws Exception {
        List<CustomResourceDefinitionContext> kinds =
                List.of(
                        CustomResourceDefinitionContext.fromCustomResourceType(
                                FlinkDeployment.class),
                        CustomResourceDefinitionContext.fromCustomResourceType(
                                FlinkSessionJob.class),
                        CustomResourceDefinitionContext.fromCustomResourceType(
                                FlinkStateSnapshot.class),
                        CustomResourceDefinitionContext.fromCustomResourceType(
                                FlinkBlueGreenDeployment.class));
        KubernetesMockServer server =
                new KubernetesMockServer(
                        new Context(),
                        new MockWebServer(),
                        new HashMap<>(),
                        new KubernetesCrudDispatcher(kinds),
                        false);
        server.init(InetAddress.getByName("0.0.0.0"), Integer.parseInt(arguments[0]));
        Thread.currentThread().join();
    }
}
