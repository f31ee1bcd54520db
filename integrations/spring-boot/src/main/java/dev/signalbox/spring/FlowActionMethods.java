package dev.signalbox.spring;

import dev.signalbox.runtime.action.ActionContext;
import dev.signalbox.runtime.action.SignalboxAction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.node.NullNode;

/**
 * The beans' methods that flows call. Beans are looked through by their types and asked for only when one is called, so that a bean
 * with actions may itself start runs.
 */
final class FlowActionMethods {
    private final ConfigurableListableBeanFactory beans;

    FlowActionMethods(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    List<SignalboxAction<?, ?>> all() {
        List<SignalboxAction<?, ?>> found = new ArrayList<>();
        for (String bean : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = ScopedProxyUtils.isScopedTarget(bean) ? null : type(bean);
            if (type == null || !AnnotationUtils.isCandidateClass(type, FlowAction.class)) {
                continue;
            }
            Map<Method, FlowAction> methods =
                    MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<FlowAction>)
                            method -> AnnotatedElementUtils.findMergedAnnotation(method, FlowAction.class));
            methods.forEach((method, annotation) -> found.add(action(bean, method, annotation.value())));
        }
        return found;
    }

    private @Nullable Class<?> type(String bean) {
        Class<?> type = beans.getType(bean, false);
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    private SignalboxAction<?, ?> action(String bean, Method method, String name) {
        Class<?>[] takes = method.getParameterTypes();
        boolean fits = takes.length >= 1
                && takes.length <= 2
                && takes[0] != ActionContext.class
                && (takes[0].isRecord() || takes[0] == Map.class)
                && (takes.length == 1 || takes[1] == ActionContext.class);
        if (!fits) {
            throw new SetupException(
                    "The action " + name + " is the method "
                            + method.getDeclaringClass().getSimpleName() + "." + method.getName()
                            + ", which does not take what an action takes.",
                    "Let it take one record (or a Map<String, Object>) whose components are the action's `args`, and after it,"
                            + " if it wants to know its call, an ActionContext.",
                    null);
        }
        return new OfBean<>(name, takes[0], takes.length == 2, bean, method);
    }

    private final class OfBean<A> implements SignalboxAction<A, Object> {
        private final String name;
        private final Class<A> arguments;
        private final boolean wantsContext;
        private final String bean;
        private final Method method;

        OfBean(String name, Class<A> arguments, boolean wantsContext, String bean, Method method) {
            this.name = name;
            this.arguments = arguments;
            this.wantsContext = wantsContext;
            this.bean = bean;
            this.method = method;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Class<A> arguments() {
            return arguments;
        }

        @Override
        public Object call(A given, ActionContext call) throws Exception {
            Object target = beans.getBean(bean);
            Method invoked = AopUtils.selectInvocableMethod(method, target.getClass());
            invoked.trySetAccessible();
            try {
                Object answer = wantsContext ? invoked.invoke(target, given, call) : invoked.invoke(target, given);
                return answer == null ? NullNode.getInstance() : answer;
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Exception thrown) {
                    throw thrown;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e;
            }
        }
    }
}
