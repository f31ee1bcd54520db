package dev.signalbox.store.sql;

import dev.signalbox.runtime.port.StoreException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bodies made short for a database that does not do so itself: zlib with a dictionary, the words that bodies have in common.
 * A short body stays the text it is.
 */
public final class Packing {
    /** Under it a row costs more in its keys and indexes than packing saves. */
    private static final int SHORT = 256;

    /** Under it packing costs a run that goes on more than its row does. */
    private static final int PASSING = 1024;

    private static final int BUFFER = 4096;

    /** A new one costs more than packing does: it clears a quarter of a megabyte. */
    private static final BlockingQueue<Deflater> IDLE = new ArrayBlockingQueue<>(8);

    /** Never to be changed: what was packed with it could not be read any more. The commonest words stand last. */
    private static final byte[] WORDS = """
            {"type":"RunFailed","at":"20{"type":"RunCancelled","at":"20{"type":"TimerFired","at":"20{"type":"TimerSet","at":"20\
            {"type":"EventReceived","at":"20{"type":"WaitOpened","at":"20{"type":"ChildStarted","at":"20{"type":"ChildEnded","at":"20\
            {"type":"LlmRequested","at":"20{"type":"LlmAnswered","at":"20"model":"","messages":[{"role":"system","content":"\
            "usage":{"input_tokens":,"output_tokens":,"cached_tokens":0,"cost_usd":0.0\
            "risk":"high","effect":"write","delivery":"at_most_once""idempotent""read""secret""error":"message":"code":\
            "purpose":"approve","title":"Approve ","action":"","args":{"arguments":{"edit":[],"reject":"note":"decision":"approve"\
            {"type":"ActionRequested","at":"20{"type":"ActionAnswered","at":"20{"type":"ActionFailed","at":"20"attempt":1,"key":"\
            {"type":"HoldClosed","at":"20{"type":"HoldDecided","at":"20{"type":"DataSet","at":"20"data":{"value":"result":{\
            {"type":"RunSucceeded","at":"20{"type":"RunEnded","at":"20"status":"succeeded","output":{"outcome":"result"}}]\
            [{"type":"RunStarted","at":"20","run":"01a","bundle":"","flow":"","version":"1.0.0","key":"","input":{"id":"","amount":\
            },"started_by":"","limits":{"steps":30,"duration":"PT8760H"}},{"type":"StateEntered","at":"20","state":"","visit":1},\
            {"type":"HoldOpened","at":"20","hold":{"id":".1","step":"/1/","purpose":"ask","title":"","hash":"","show":[\
            {"label":"input.","value":"","origin":"input"},{"label":"data.","value":,"origin":"model"}],\
            "form":{"type":"object","required":["],"properties":{"":{"type":"string"}}},"form":{"enum":["yes","no"]},\
            "by":["lead"],"count":1,"not_requester":false,"note_required":false,"urgency":"medium","opened_at":"2026-\
            T00:00:00.000Z","due":"2026-T00:00:00.000Z"}}]\
            """.getBytes(StandardCharsets.UTF_8);

    private Packing() {}

    /** Of a run that comes to rest, of which there may be very many. The text, or bytes that {@link #unpack} reads. */
    public static Object pack(String body) {
        return pack(body, SHORT);
    }

    /** Of a run that goes on at once: only what is long. */
    public static Object packPassing(String body) {
        return pack(body, PASSING);
    }

    private static Object pack(String body, int least) {
        if (body.length() < least) {
            return body;
        }
        byte[] plain = Texts.write(body).getBytes(StandardCharsets.UTF_8);
        Deflater kept = IDLE.poll();
        Deflater deflater = kept == null ? new Deflater(Deflater.BEST_SPEED) : kept;
        try {
            deflater.reset();
            deflater.setDictionary(WORDS);
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length];
            int length = deflater.deflate(packed);
            return deflater.finished() ? Arrays.copyOf(packed, length) : body;
        } finally {
            if (!IDLE.offer(deflater)) {
                deflater.end();
            }
        }
    }

    /** Refuses bytes that were packed by another program or are damaged. */
    static String unpack(byte[] packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream plain = new ByteArrayOutputStream(packed.length * 4);
            byte[] part = new byte[BUFFER];
            while (!inflater.finished()) {
                int length = inflater.inflate(part);
                if (length == 0 && inflater.needsDictionary()) {
                    inflater.setDictionary(WORDS);
                } else if (length == 0 && !inflater.finished()) {
                    throw new StoreException("A packed body in the database ends early; it is damaged.");
                }
                plain.write(part, 0, length);
            }
            return plain.toString(StandardCharsets.UTF_8);
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new StoreException("A packed body in the database cannot be unpacked; it is damaged.", e);
        } finally {
            inflater.end();
        }
    }
}
