package dev.signalbox.runtime;

import dev.signalbox.runtime.port.Flushes;
import dev.signalbox.runtime.port.RunStore;
import dev.signalbox.runtime.port.StoreException;
import dev.signalbox.runtime.port.StoreProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Opens stores by their address: for an engine, or for whoever only reads logs. */
public final class Stores {
    private Stores() {}

    /**
     * Opens the store and makes what it needs. Throws a {@link StoreException} when there is none of that form, or it cannot be had.
     *
     * @param folder what a relative path starts from
     */
    public static RunStore open(String url, Path folder, Flushes told) {
        List<String> forms = new ArrayList<>();
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.takes(url)) {
                return provider.open(url, folder, told);
            }
            forms.add(provider.form());
        }
        throw new StoreException("No store takes the address " + url + "; there is "
                + (forms.isEmpty() ? "none on the class path." : String.join(", ", forms) + "."));
    }
}
